using Orleans;
using Orleans.Runtime;

namespace StandIns.Tests.Silos;

public class LifeGrain(LifeJournal journal) : Grain, ILifeGrain
{
    private readonly Guid _activation = Guid.NewGuid();

    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        this.GetPrimaryKeyString().EndsWith("refuses", StringComparison.Ordinal)
            ? throw new RefusedException("It does not start.") { Field = "life" }
            : Task.CompletedTask;

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await Task.Delay(10, cancellationToken);
        journal.Ended[this.GetPrimaryKeyString()] = reason.ReasonCode.ToString();
    }

    public Task<Guid> Activation() => Task.FromResult(_activation);

    public Task Stay(TimeSpan time)
    {
        DelayDeactivation(time);
        return Task.CompletedTask;
    }

    public Task TickOften(bool keepAlive)
    {
        this.RegisterGrainTimer(
            () => Task.CompletedTask,
            new GrainTimerCreationOptions(TimeSpan.Zero, TimeSpan.FromMilliseconds(50)) { KeepAlive = keepAlive });
        return Task.CompletedTask;
    }
}
