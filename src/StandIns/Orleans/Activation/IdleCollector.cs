using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>Deactivates idle activations, now and then.</summary>
internal sealed class IdleCollector(ActivationCatalog catalog, TimeProvider timeProvider, IOptions<GrainCollectionOptions> options) : IDisposable
{
    private ITimer? _timer;

    public void Start()
    {
        var settings = options.Value;
        if (settings.CollectionQuantum <= TimeSpan.Zero || settings.CollectionAge <= settings.CollectionQuantum)
        {
            throw new OrleansConfigurationException(
                $"GrainCollectionOptions.CollectionAge must be greater than CollectionQuantum, and that greater than 0; "
                + $"they are {settings.CollectionAge} and {settings.CollectionQuantum}.");
        }

        _timer = timeProvider.CreateTimer(_ => catalog.CollectIdle(settings.CollectionAge), null, settings.CollectionQuantum, settings.CollectionQuantum);
    }

    public void Dispose() => _timer?.Dispose();
}
