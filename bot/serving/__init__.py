"""Starting and watching the processes."""
