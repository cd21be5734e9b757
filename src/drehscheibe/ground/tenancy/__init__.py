"""The bare tenant: alliance, member, roles, scope, doors."""
