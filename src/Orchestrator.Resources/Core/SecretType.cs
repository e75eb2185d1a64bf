namespace Orchestrator.Resources.Core;

/// <summary>What a Secret is for. Types of other names are the users' own, and nothing is asked of them.</summary>
public static class SecretType
{
    /// <summary>Anything.</summary>
    public const string Opaque = "Opaque";

    /// <summary>Credentials for registries, as <c>~/.docker/config.json</c> has them.</summary>
    public const string DockerConfigJson = "kubernetes.io/dockerconfigjson";

    /// <summary>Credentials for registries, in the older form of <c>~/.dockercfg</c>.</summary>
    public const string DockerConfig = "kubernetes.io/dockercfg";

    /// <summary>A user's name and password.</summary>
    public const string BasicAuth = "kubernetes.io/basic-auth";

    /// <summary>A private key for SSH.</summary>
    public const string SshAuth = "kubernetes.io/ssh-auth";

    /// <summary>A certificate and its private key.</summary>
    public const string Tls = "kubernetes.io/tls";

    /// <summary>A service account's token.</summary>
    public const string ServiceAccountToken = "kubernetes.io/service-account-token";

    /// <summary>A token with which a node joins a cluster.</summary>
    public const string BootstrapToken = "bootstrap.kubernetes.io/token";
}
