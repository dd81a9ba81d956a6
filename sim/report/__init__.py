"""What people look at: one HTML page about one or several comparisons, and the figures and tables on it."""
