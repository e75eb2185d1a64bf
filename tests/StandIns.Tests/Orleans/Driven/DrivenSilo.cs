using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace StandIns.Tests.Silos;

/// <summary>A silo of a <see cref="DrivenCluster"/>.</summary>
public sealed record DrivenSilo(string Name, IHost Host, DrivenMembershipTable Table, RecordingFatalErrorHandler Fatal)
{
    public SiloAddress Address => Host.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;

    public ISiloStatusOracle Oracle => Host.Services.GetRequiredService<ISiloStatusOracle>();
}
