using System.Text.Json;
using Orchestrator.Resources.Serialization;
using Orleans;

namespace Orchestrator.Host.Serving;

/// <summary>Messages between grains as JSON, in both builds, so that copying and sharing cannot be told apart.</summary>
internal static class Messages
{
    private static readonly string[] Namespaces = ["Orchestrator.Contracts", "Orchestrator.Planning", "Orchestrator.Resources"];

    /// <summary>The same JSON as everywhere else.</summary>
    public static JsonSerializerOptions Json => ResourceJson.Options;

    /// <summary>Whether a type is one of our messages. Exceptions and whatever has a serializer of its own are not.</summary>
    public static bool AreOurs(Type type) =>
        !type.IsInterface
        && !typeof(Exception).IsAssignableFrom(type)
        && !type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)
        && type.Namespace is { } ns
        && Namespaces.Any(own => ns == own || ns.StartsWith($"{own}.", StringComparison.Ordinal));
}
