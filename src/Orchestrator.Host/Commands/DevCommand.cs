using System.CommandLine;
using Orchestrator.Agent;
using Orchestrator.Host.Serving;
using Orchestrator.Storage.Secrets;

namespace Orchestrator.Host.Commands;

/// <summary><c>orc dev</c>: a whole cluster of one machine in one process.</summary>
internal static class DevCommand
{
    private const string KeyFile = "secrets.key";

    /// <summary>The command.</summary>
    public static Command Make() => ServeCommand.Make("dev", "Runs a whole cluster of this one machine: control plane, node agent and API in one process, until Ctrl-C.", withRoles: false, WithKey);

    // Whoever tries things out need not make a key first. It lasts, because Secrets do.
    private static ServeSettings WithKey(ServeSettings settings)
    {
        if (settings.SecretsKeyFile is not null)
        {
            return settings;
        }

        var path = Path.Combine(Path.GetFullPath(settings.DataFolder ?? new NodeAgentOptions().DataFolder), settings.ClusterId, KeyFile);
        try
        {
            SecretKeyring.Create(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingException(
                $"The key for Secrets cannot be kept in {path}: {e.Message} Choose another folder with --data, or set {HostSettings.SecretsKeyFileVariable} to a file with a key.");
        }

        return settings with { SecretsKeyFile = path };
    }
}
