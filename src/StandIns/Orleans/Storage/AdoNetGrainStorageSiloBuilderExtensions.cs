using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Storage;

namespace Orleans.Hosting;

/// <summary>Adds storages in relational databases.</summary>
public static class AdoNetGrainStorageSiloBuilderExtensions
{
    /// <summary>Adds the storage of states whose attribute names none.</summary>
    public static ISiloBuilder AddAdoNetGrainStorageAsDefault(this ISiloBuilder builder, Action<AdoNetGrainStorageOptions> configureOptions) =>
        builder.AddAdoNetGrainStorage(PersistentStates.DefaultStorageName, configureOptions);

    /// <inheritdoc cref="AddAdoNetGrainStorageAsDefault(ISiloBuilder, Action{AdoNetGrainStorageOptions})"/>
    public static ISiloBuilder AddAdoNetGrainStorageAsDefault(
        this ISiloBuilder builder, Action<OptionsBuilder<AdoNetGrainStorageOptions>>? configureOptions = null) =>
        builder.AddAdoNetGrainStorage(PersistentStates.DefaultStorageName, configureOptions);

    /// <summary>Adds a storage of that name.</summary>
    public static ISiloBuilder AddAdoNetGrainStorage(this ISiloBuilder builder, string name, Action<AdoNetGrainStorageOptions> configureOptions) =>
        builder.AddAdoNetGrainStorage(name, options => options.Configure(configureOptions));

    /// <inheritdoc cref="AddAdoNetGrainStorage(ISiloBuilder, string, Action{AdoNetGrainStorageOptions})"/>
    public static ISiloBuilder AddAdoNetGrainStorage(
        this ISiloBuilder builder, string name, Action<OptionsBuilder<AdoNetGrainStorageOptions>>? configureOptions = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        configureOptions?.Invoke(builder.Services.AddOptions<AdoNetGrainStorageOptions>(name));
        builder.Services.AddKeyedSingleton<IGrainStorage>(
            name, (services, _) => ActivatorUtilities.CreateInstance<AdoNetGrainStorage>(services, name));
        if (name == PersistentStates.DefaultStorageName)
        {
            // States that name no storage get the one that has no name.
            builder.Services.TryAddSingleton(services => services.GetRequiredKeyedService<IGrainStorage>(name));
        }

        return builder;
    }
}
