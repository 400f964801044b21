"""Door 1, the public: home, forums, timeline, objectives, countries, taking part."""
