using Orleans;

namespace OrleansTests;

public interface IReentrantGrain : IGrainWithStringKey
{
    Task Wait();

    Task Release();

    Task<int> CallBack(int depth);
}
