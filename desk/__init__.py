"""Door 2, signed-in people: what waits on me, the Secretariat's queues, people, the outbox."""
