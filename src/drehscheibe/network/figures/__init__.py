"""What an alliance shows of a year: one page for whoever has four minutes, the yearly report, released figures."""
