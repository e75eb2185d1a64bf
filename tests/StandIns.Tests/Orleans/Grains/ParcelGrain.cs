using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace StandIns.Tests.Silos;

/// <summary>Says when nothing of it is left.</summary>
public sealed class ParcelGrain(LifeJournal journal) : Grain, IParcelGrain, IAsyncDisposable
{
    public Task<string> SiloName() => Task.FromResult(ServiceProvider.GetRequiredService<ILocalSiloDetails>().Name);

    public Task<string> Take(Parcel parcel) => SiloName();

    public ValueTask DisposeAsync()
    {
        journal.Ended[this.GetPrimaryKeyString()] = "Disposed";
        return ValueTask.CompletedTask;
    }
}
