using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Placement;

/// <summary>What this silo tells others of its grain classes. Only when it joins does it know which run at its address it is.</summary>
internal sealed class LocalManifest(LocalSilo silo, GrainClasses classes, IOptions<GrainTypeOptions> options)
{
    private volatile SiloManifest? _value;

    public SiloManifest Value
    {
        get
        {
            if (_value is { } known && known.Silo.Equals(silo.SiloAddress))
            {
                return known;
            }

            return _value = GrainManifests.Describe(silo.SiloAddress, classes, options);
        }
    }
}
