using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;
using Orchestrator.Gateway.Errors;
using Orchestrator.Gateway.Requests;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Gateway.Logs;

/// <summary>Reads what a query asks of a log.</summary>
internal static class LogQuery
{
    public static LogRequest Read(IQueryCollection query, Pod pod, DateTimeOffset now)
    {
        RequireStream(query);
        var since = SinceOf(query, now);
        var limit = query.Number("limitBytes");
        var tail = query.Number("tailLines");
        if (limit < 1)
        {
            throw Invalid("limitBytes", "must be greater than 0");
        }

        if (tail is < 0 or > int.MaxValue)
        {
            throw Invalid("tailLines", $"must be between 0 and {int.MaxValue}");
        }

        return new LogRequest
        {
            PodUid = pod.Metadata.Uid,
            Container = ContainerOfPod.Choose(pod, query.Text("container")),
            Follow = query.Flag("follow"),
            Previous = query.Flag("previous"),
            Timestamps = query.Flag("timestamps"),
            TailLines = (int?)tail,
            Since = since,
            LimitBytes = limit,
        };
    }

    private static DateTimeOffset? SinceOf(IQueryCollection query, DateTimeOffset now)
    {
        var seconds = query.Number("sinceSeconds");
        var at = query.Time("sinceTime");
        if (seconds is not null && at is not null)
        {
            throw Invalid("sinceSeconds", "at most one of `sinceTime` or `sinceSeconds` may be specified");
        }

        if (seconds is < 1 or > int.MaxValue)
        {
            throw Invalid("sinceSeconds", $"must be between 1 and {int.MaxValue}");
        }

        return seconds is { } count ? now - TimeSpan.FromSeconds(count) : at;
    }

    private static void RequireStream(IQueryCollection query)
    {
        if (query.Text("stream") is not (null or "All"))
        {
            throw Invalid("stream", "only All is served: standard output and errors come together");
        }
    }

    private static ApiException Invalid(string field, string message) =>
        Refusals.InvalidOption("PodLogOptions", field, FieldErrorReason.Invalid, message);
}
