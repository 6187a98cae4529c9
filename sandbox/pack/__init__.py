"""The demo pack: an invented neighbourhood with its stories, played through the real flows."""
