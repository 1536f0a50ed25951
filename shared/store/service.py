"""The service door: the secret key, past row level security. Three functions may import it."""
