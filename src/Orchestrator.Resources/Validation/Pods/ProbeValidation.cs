using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Validation.Pods;

/// <summary>Rules for probes.</summary>
internal static class ProbeValidation
{
    /// <summary>A liveness or startup probe: the first good answer counts, as there is nothing to come back from.</summary>
    public static void ValidateLiveness(Probe? probe, Container container, string path, FieldErrors errors)
    {
        if (probe is null)
        {
            return;
        }

        Validate(probe, container, path, errors);
        if (probe.SuccessThreshold != 1)
        {
            errors.Invalid($"{path}.successThreshold", probe.SuccessThreshold, "must be 1");
        }
    }

    /// <summary>A readiness probe: it ends no container, so it gives none time to end.</summary>
    public static void ValidateReadiness(Probe? probe, Container container, string path, FieldErrors errors)
    {
        if (probe is null)
        {
            return;
        }

        Validate(probe, container, path, errors);
        if (probe.TerminationGracePeriodSeconds is { } seconds)
        {
            errors.Invalid($"{path}.terminationGracePeriodSeconds", seconds, "must not be set for readinessProbes");
        }
    }

    private static void Validate(Probe probe, Container container, string path, FieldErrors errors)
    {
        var handlers = new HandlerValidation(container, path, errors);
        handlers.Exec(probe.Exec);
        handlers.HttpGet(probe.HttpGet);
        handlers.TcpSocket(probe.TcpSocket);
        handlers.Grpc(probe.Grpc);
        handlers.End();
        if (probe.TerminationGracePeriodSeconds is { } seconds and <= 0)
        {
            errors.Invalid($"{path}.terminationGracePeriodSeconds", seconds, "must be greater than 0");
        }
    }
}
