using Orleans;

namespace StandIns.Tests.Silos;

public interface ICounterGrain : IGrainWithStringKey
{
    Task<int> Add(int number);

    Task<int> Value();

    Task<string?> Etag();

    Task<bool> RecordExists();

    Task Clear();

    Task<int> Reread();

    Task SetLabel(string label);

    Task<Guid> Activation();

    Task Deactivate();

    Task<string> AddThroughOther(string other, int number);

    Task<string> SiloName();
}
