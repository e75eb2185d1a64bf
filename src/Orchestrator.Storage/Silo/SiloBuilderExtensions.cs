using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Storage;

namespace Orchestrator.Storage.Silo;

/// <summary>Has a silo keep in PostgreSQL what it keeps at all.</summary>
public static class SiloBuilderExtensions
{
    private const string Invariant = "Npgsql";

    // The provider's own name for the default storage; states get the one that is registered last and without a name.
    private const string DefaultStorage = "Default";

    /// <summary>Membership, reminders and the states of grains, as JSON that the database projects for the read side, in the database of that connection string.</summary>
    public static ISiloBuilder UsePostgres(this ISiloBuilder silo, string connectionString)
    {
        // One pool for all three providers: they use the same connection string to the letter.
        var connection = PostgresConnection.WithDefaults(connectionString);
        silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, connection));
        silo.UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (Invariant, connection));
        Translate(silo.Services);
        var serializer = new StateSerializer();
        silo.AddAdoNetGrainStorageAsDefault(options =>
        {
            (options.Invariant, options.ConnectionString) = (Invariant, connection);
            options.GrainStorageSerializer = serializer;
        });
        silo.Services.AddSingleton(services => new StateReadQueue(connection, ServiceIdOf(services)));
        silo.Services.AddSingleton(services => new StateWriteQueue(connection, ServiceIdOf(services)));
        silo.Services.AddSingleton<IGrainStorage>(services => new StateStorage(
            services.GetRequiredKeyedService<IGrainStorage>(DefaultStorage), serializer, services.GetRequiredService<StateReadQueue>(), services.GetRequiredService<StateWriteQueue>()));
        return silo;
    }

    // What the provider has registered, whatever type of its own that is.
    private static void Translate(IServiceCollection services)
    {
        var table = services.Last(service => service.ServiceType == typeof(IReminderTable)).ImplementationType!;
        services.AddSingleton<IReminderTable>(provider => new ReminderTable((IReminderTable)ActivatorUtilities.CreateInstance(provider, table)));
    }

    private static string ServiceIdOf(IServiceProvider services) => services.GetRequiredService<IOptions<ClusterOptions>>().Value.ServiceId;
}
