using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Placement;

/// <summary>What this silo tells others of its grain classes. It is made once the silo knows its address, which it does when it joined.</summary>
internal sealed class LocalManifest(LocalSilo silo, GrainClasses classes, IOptions<GrainTypeOptions> options)
{
    private readonly Lazy<SiloManifest> _value = new(() => GrainManifests.Describe(silo.SiloAddress, classes, options));

    public SiloManifest Value => _value.Value;
}
