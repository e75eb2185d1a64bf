namespace StandIns.Tests.Silos;

/// <summary>The public types of the stand-in that belong to other assemblies of Orleans than the one that the feed has.</summary>
internal static class ElsewhereInOrleans
{
    /// <summary>Each type, by the assembly that has it.</summary>
    public static IReadOnlyDictionary<string, string[]> Types { get; } = new Dictionary<string, string[]>
    {
        ["Orleans.Clustering.AdoNet"] =
        [
            "Orleans.Configuration.AdoNetClusteringClientOptions",
            "Orleans.Configuration.AdoNetClusteringSiloOptions",
            "Orleans.Hosting.AdoNetHostingExtensions",
        ],
        ["Orleans.Connections.Security"] =
        [
            "Orleans.Connections.Security.RemoteCertificateMode",
            "Orleans.Connections.Security.RemoteCertificateValidator",
            "Orleans.Connections.Security.TlsClientAuthenticationOptions",
            "Orleans.Connections.Security.TlsOptions",
            "Orleans.Hosting.OrleansConnectionSecurityHostingExtensions",
        ],
        ["Orleans.Core"] =
        [
            "Microsoft.Extensions.Hosting.OrleansClientGenericHostExtensions",
            "Orleans.Configuration.ClientMessagingOptions",
            "Orleans.Configuration.ClusterMembershipOptions",
            "Orleans.Configuration.ClusterOptions",
            "Orleans.Configuration.ConnectionOptions",
            "Orleans.Configuration.GatewayOptions",
            "Orleans.Configuration.GrainTypeOptions",
            "Orleans.Configuration.MessagingOptions",
            "Orleans.Hosting.ClientBuilderExtensions",
            "Orleans.Hosting.IClientBuilder",
            "Orleans.IClientConnectionRetryFilter",
            "Orleans.IClusterClient",
            "Orleans.IGrainState`1",
            "Orleans.IMembershipTable",
            "Orleans.MembershipEntry",
            "Orleans.MembershipTableData",
            "Orleans.Messaging.IGatewayListProvider",
            "Orleans.Runtime.ILocalSiloDetails",
            "Orleans.Runtime.Placement.IPlacementContext",
            "Orleans.Runtime.Placement.IPlacementDirector",
            "Orleans.Runtime.Placement.PlacementTarget",
            "Orleans.Runtime.SiloStatus",
            "Orleans.Storage.IGrainStorage",
            "Orleans.Storage.IGrainStorageSerializer",
            "Orleans.Storage.InconsistentStateException",
            "Orleans.TableVersion",
        ],
        ["Orleans.Persistence.AdoNet"] =
        [
            "Orleans.Configuration.AdoNetGrainStorageOptions",
            "Orleans.Hosting.AdoNetGrainStorageSiloBuilderExtensions",
        ],
        ["Orleans.Reminders"] =
        [
            "Orleans.GrainReminderExtensions",
            "Orleans.Hosting.ReminderOptions",
            "Orleans.Hosting.SiloBuilderReminderExtensions",
            "Orleans.IRemindable",
            "Orleans.IReminderTable",
            "Orleans.ReminderEntry",
            "Orleans.ReminderTableData",
            "Orleans.Runtime.IGrainReminder",
            "Orleans.Runtime.TickStatus",
        ],
        ["Orleans.Reminders.AdoNet"] =
        [
            "Orleans.Configuration.AdoNetReminderTableOptions",
        ],
        ["Orleans.Runtime"] =
        [
            "Microsoft.Extensions.Hosting.OrleansSiloGenericHostExtensions",
            "Orleans.Configuration.EndpointOptions",
            "Orleans.Configuration.GrainCollectionOptions",
            "Orleans.Configuration.SiloMessagingOptions",
            "Orleans.Configuration.SiloOptions",
            "Orleans.Hosting.CoreHostingExtensions",
            "Orleans.Hosting.EndpointOptionsExtensions",
            "Orleans.Hosting.GrainCallFilterSiloBuilderExtensions",
            "Orleans.Hosting.ISiloBuilder",
            "Orleans.Hosting.PlacementStrategyExtensions",
            "Orleans.Hosting.SiloBuilderExtensions",
            "Orleans.Runtime.IFatalErrorHandler",
            "Orleans.Runtime.IPersistentState`1",
            "Orleans.Runtime.ISiloStatusListener",
            "Orleans.Runtime.ISiloStatusOracle",
            "Orleans.Runtime.PersistentStateAttribute",
        ],
        ["Orleans.Serialization"] =
        [
            "Orleans.Serialization.CodecNotFoundException",
            "Orleans.Serialization.ISerializerBuilder",
            "Orleans.Serialization.ServiceCollectionExtensions",
            "Orleans.Serialization.UnavailableExceptionFallbackException",
        ],
        ["Orleans.Serialization.Abstractions"] =
        [
            "Orleans.AliasAttribute",
            "Orleans.GenerateSerializerAttribute",
            "Orleans.IdAttribute",
            "Orleans.ImmutableAttribute",
        ],
        ["Orleans.Serialization.SystemTextJson"] =
        [
            "Orleans.Serialization.SerializationHostingExtensions",
        ],
    };
}
