using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Resources.Serialization;
using Orleans;
using Orleans.Serialization;

namespace Orchestrator.Contracts.Messages;

/// <summary>How messages between grains are written. Silos and clients of one cluster must agree on it.</summary>
public static class MessageServiceCollectionExtensions
{
    private static readonly string[] Namespaces = ["Orchestrator.Contracts", "Orchestrator.Planning", "Orchestrator.Resources"];

    /// <summary>
    /// Messages as JSON, the same JSON as everywhere else, whichever build of Orleans it is: so copying and sharing cannot be told apart. A silo needs this,
    /// and every Orleans client that calls the grains.
    /// </summary>
    public static IServiceCollection AddOrchestratorMessages(this IServiceCollection services) =>
        services.AddSerializer(serializer => serializer.AddJsonSerializer(AreOurs, ResourceJson.Options));

    // Exceptions, and whatever has a serializer of its own, are not ours.
    private static bool AreOurs(Type type) =>
        !type.IsInterface
        && !typeof(Exception).IsAssignableFrom(type)
        && !type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)
        && type.Namespace is { } ns
        && Namespaces.Any(own => ns == own || ns.StartsWith($"{own}.", StringComparison.Ordinal));
}
