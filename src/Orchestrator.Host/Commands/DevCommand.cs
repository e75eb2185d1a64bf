using System.CommandLine;
using Orchestrator.Agent;
using Orchestrator.Host.Serving;
using Orchestrator.Storage.Secrets;

namespace Orchestrator.Host.Commands;

/// <summary><c>orc dev</c>: a whole cluster of one machine in one process.</summary>
internal static class DevCommand
{
    private const string KeyFile = "secrets.key";
    private const string KubeconfigFile = "kubeconfig";

    /// <summary>The command.</summary>
    public static Command Make() => ServeCommand.Make("dev", "Runs a whole cluster of this one machine: control plane, node agent and API in one process, until Ctrl-C.", withRoles: false, Complete);

    // Whoever tries things out need not make a key first, nor ask for the credentials without which an API over https is closed to them.
    private static ServeSettings Complete(ServeSettings settings)
    {
        var folder = Path.Combine(Path.GetFullPath(settings.DataFolder ?? new NodeAgentOptions().DataFolder), settings.ClusterId);
        var complete = settings.SecretsKeyFile is null ? settings with { SecretsKeyFile = MakeKey(Path.Combine(folder, KeyFile)) } : settings;
        return complete.Kubeconfig is null && complete.Listen.Scheme == Uri.UriSchemeHttps ? complete with { Kubeconfig = Path.Combine(folder, KubeconfigFile) } : complete;
    }

    // It lasts, because Secrets do.
    private static string MakeKey(string path)
    {
        try
        {
            SecretKeyring.Create(path);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingException(
                $"The key for Secrets cannot be kept in {path}: {e.Message} Choose another folder with --data, or set {HostSettings.SecretsKeyFileVariable} to a file with a key.");
        }
    }
}
