using Orleans;

namespace StandIns.Tests.Silos;

public interface IReentrantGrain : IGrainWithStringKey
{
    Task Wait();

    Task Release();

    Task<int> CallBack(int depth);
}
