"""The shared workflow and its record: State, Move, Workflow, make_move, StateChange, Citation."""
