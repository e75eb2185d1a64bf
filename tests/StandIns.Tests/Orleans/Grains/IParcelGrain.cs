using Orleans;

namespace StandIns.Tests.Silos;

public interface IParcelGrain : IGrainWithStringKey
{
    Task<string> SiloName();

    /// <summary>The silo that took it.</summary>
    Task<string> Take(Parcel parcel);
}
