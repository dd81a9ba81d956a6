"""What a sweep found: tables, plots, effects, files; and the call that makes one."""
