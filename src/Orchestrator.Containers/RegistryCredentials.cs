namespace Orchestrator.Containers;

/// <summary>What a registry is told about who pulls. Never written out: its text says only for which registry it is.</summary>
public sealed record RegistryCredentials
{
    /// <summary>The registry's host and port, or null for the one in the image's reference.</summary>
    public string? ServerAddress { get; init; }

    /// <summary>The user.</summary>
    public string? Username { get; init; }

    /// <summary>The user's password.</summary>
    public string? Password { get; init; }

    /// <summary>A token that the registry exchanges for one that lets pull; stands in for the password.</summary>
    public string? IdentityToken { get; init; }

    /// <summary>A bearer token that lets pull as it is; stands in for all the rest.</summary>
    public string? RegistryToken { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"credentials for {ServerAddress ?? "a registry"}";
}
