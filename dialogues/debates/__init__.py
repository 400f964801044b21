"""Round tables and the policy debate: who chairs, and what they take up."""
