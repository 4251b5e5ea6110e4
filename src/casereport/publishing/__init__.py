"""What happens to a built site before it is published: pure functions over its files."""
