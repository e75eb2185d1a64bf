using Orleans;

namespace StandIns.Tests.Silos;

public interface ILifeGrain : IGrainWithStringKey
{
    Task<Guid> Activation();

    Task Stay(TimeSpan time);

    Task TickOften(bool keepAlive);
}
