using System.Globalization;
using System.Text.RegularExpressions;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Validation.Pods;

/// <summary>Rules for the ways to ask a container or to do something to it, of which just one is named.</summary>
/// <param name="container">The container, whose ports may be named.</param>
/// <param name="path">The path of the object that names the way.</param>
/// <param name="errors">What is wrong is added here.</param>
internal sealed partial class HandlerValidation(Container container, string path, FieldErrors errors)
{
    private bool _named;

    public void Exec(ExecAction? exec)
    {
        if (exec is not null && IsFirst("exec") && exec.Command.IsEmpty)
        {
            errors.Required($"{path}.exec.command");
        }
    }

    public void HttpGet(HttpGetAction? get)
    {
        if (get is null || !IsFirst("httpGet"))
        {
            return;
        }

        ValidatePort(get.Port, $"{path}.httpGet.port");
        for (var index = 0; index < get.HttpHeaders.Length; index++)
        {
            var name = get.HttpHeaders[index].Name;
            if (name.Length > 0 && !HeaderName().IsMatch(name))
            {
                errors.Invalid(
                    $"{FieldPath.Item($"{path}.httpGet.httpHeaders", index)}.name",
                    name,
                    "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')");
            }
        }
    }

    public void TcpSocket(TcpSocketAction? socket)
    {
        if (socket is not null && IsFirst("tcpSocket"))
        {
            ValidatePort(socket.Port, $"{path}.tcpSocket.port");
        }
    }

    /// <summary>The description of the fields says all about gRPC.</summary>
    public void Grpc(GrpcAction? grpc) => _ = grpc is not null && IsFirst("grpc");

    public void Sleep(SleepAction? sleep, long? graceSeconds)
    {
        if (sleep is not null && IsFirst("sleep") && (sleep.Seconds < 0 || sleep.Seconds > graceSeconds))
        {
            errors.Invalid(
                $"{path}.sleep",
                sleep.Seconds,
                string.Create(CultureInfo.InvariantCulture, $"must be non-negative and less than terminationGracePeriodSeconds ({graceSeconds})"));
        }
    }

    /// <summary>All ways have been looked at.</summary>
    public void End()
    {
        if (!_named)
        {
            errors.Required(path, "must specify a handler type");
        }
    }

    private bool IsFirst(string way)
    {
        if (_named)
        {
            errors.Forbidden($"{path}.{way}", "may not specify more than 1 handler type");
            return false;
        }

        return _named = true;
    }

    /// <summary>Kubernetes takes a name that no port has, and the probe fails for ever; a person is better told at once.</summary>
    private void ValidatePort(IntOrString port, string at)
    {
        if (port.Text is not { } name)
        {
            if (port.Number is < 1 or > 65535)
            {
                errors.Invalid(at, port, "must be between 1 and 65535, inclusive");
            }

            return;
        }

        string[] faults = [.. TextRules.Faults(TextFormat.PortName, name)];
        errors.InvalidAll(at, name, faults);
        if (faults.Length == 0 && !container.Ports.Any(known => known.Name == name))
        {
            errors.Invalid(at, name, "must be the name of one of the container's ports");
        }
    }

    [GeneratedRegex(@"\A[-A-Za-z0-9]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex HeaderName();
}
