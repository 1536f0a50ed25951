"""Every HTTP function behind one app: the local server's entry and Vercel's."""
