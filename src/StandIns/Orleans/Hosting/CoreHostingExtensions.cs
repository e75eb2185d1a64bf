using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Diagnostics;

namespace Orleans.Hosting;

/// <summary>Settings of a silo that concern all its calls.</summary>
public static class CoreHostingExtensions
{
    /// <summary>Traces calls: an activity of the source "Microsoft.Orleans.Application" surrounds each, under that of its caller.</summary>
    public static ISiloBuilder AddActivityPropagation(this ISiloBuilder builder) =>
        builder.ConfigureServices(services => services.TryAddSingleton<ActivityPropagation>());
}
