"""What an alliance tells about itself: profile, areas, contact points, goals, topics; drafting and publishing."""
