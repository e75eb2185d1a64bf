namespace Orchestrator.Simulations.Database;

internal sealed class ReminderRows;
