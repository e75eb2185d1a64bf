using Orleans;

namespace Orchestrator.Simulations.Silos;

/// <summary>Sees which reminders tick.</summary>
internal sealed class ReminderWatch(Cluster cluster) : IIncomingGrainCallFilter
{
    public Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.InterfaceMethod.Name == nameof(IRemindable.ReceiveReminder))
        {
            cluster.Ticked(context.TargetId);
        }

        return context.Invoke();
    }
}
