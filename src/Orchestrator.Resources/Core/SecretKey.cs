namespace Orchestrator.Resources.Core;

/// <summary>The keys that Secrets of known types have.</summary>
public static class SecretKey
{
    /// <summary>Of <see cref="SecretType.DockerConfigJson"/>.</summary>
    public const string DockerConfigJson = ".dockerconfigjson";

    /// <summary>Of <see cref="SecretType.DockerConfig"/>.</summary>
    public const string DockerConfig = ".dockercfg";

    /// <summary>The user of <see cref="SecretType.BasicAuth"/>.</summary>
    public const string Username = "username";

    /// <summary>The password of <see cref="SecretType.BasicAuth"/>.</summary>
    public const string Password = "password";

    /// <summary>The private key of <see cref="SecretType.SshAuth"/>.</summary>
    public const string SshPrivateKey = "ssh-privatekey";

    /// <summary>The certificate of <see cref="SecretType.Tls"/>.</summary>
    public const string TlsCertificate = "tls.crt";

    /// <summary>The private key of <see cref="SecretType.Tls"/>.</summary>
    public const string TlsPrivateKey = "tls.key";
}
