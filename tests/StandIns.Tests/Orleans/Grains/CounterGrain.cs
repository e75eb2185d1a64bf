using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace StandIns.Tests.Silos;

public class CounterGrain([PersistentState("counter")] IPersistentState<Counter> counter) : Grain, ICounterGrain
{
    private readonly Guid _activation = Guid.NewGuid();
    private int _valueAtActivation = -1;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _valueAtActivation = counter.State.Value;
        return Task.CompletedTask;
    }

    public async Task<int> Add(int number)
    {
        counter.State.Value += number;
        await counter.WriteStateAsync();
        return counter.State.Value;
    }

    public Task<int> Value() => Task.FromResult(_valueAtActivation == -1 ? -1 : counter.State.Value);

    public Task<string?> Etag() => Task.FromResult(counter.Etag);

    public Task<bool> RecordExists() => Task.FromResult(counter.RecordExists);

    public Task Clear() => counter.ClearStateAsync();

    public async Task<int> Reread()
    {
        await counter.ReadStateAsync();
        return counter.State.Value;
    }

    public async Task SetLabel(string label)
    {
        counter.State.Label = label;
        await counter.WriteStateAsync();
    }

    public Task<Guid> Activation() => Task.FromResult(_activation);

    public Task Deactivate()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public async Task<string> AddThroughOther(string other, int number)
    {
        try
        {
            await GrainFactory.GetGrain<ICounterGrain>(other).Add(number);
            return "written";
        }
        catch (InconsistentStateException)
        {
            return "inconsistent";
        }
    }

    public Task<string> SiloName() => Task.FromResult(ServiceProvider.GetRequiredService<ILocalSiloDetails>().Name);
}
