using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orchestrator.Agent.Machine;
using Orchestrator.Agent.Pods;
using Orchestrator.Containers;
using Orchestrator.Contracts;
using Orchestrator.Planning.Retrying;

namespace Orchestrator.Agent.Reporting;

/// <summary>Says what the machine is, and from then on that the agent lives, how its engine is and what the machine is short of.</summary>
/// <param name="services">What all of the agent shares.</param>
/// <param name="machine">What the machine is.</param>
/// <param name="lease">What the control plane's answers renew.</param>
/// <param name="comparison">Whether what runs here was compared with what is bound here.</param>
/// <param name="engine">How the engine is, as far as is known without asking.</param>
/// <param name="pressures">Types of the conditions by which the machine is short of something.</param>
/// <param name="guarded">Whether pods are here that must never run twice.</param>
internal sealed partial class NodeReporter(
    AgentServices services,
    MachineFacts machine,
    LeaseWatch lease,
    Comparison comparison,
    Func<EngineCondition> engine,
    Func<ImmutableArray<string>> pressures,
    Func<bool> guarded)
{
    // As long as the engine has for a sign of life of its own.
    private static readonly TimeSpan DescribeLongest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan GoodbyeLongest = TimeSpan.FromSeconds(2);
    private static readonly Backoff Retry = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(5));

    private readonly News _news = new();
    private volatile bool _hasChanged;
    private bool _isKnown;

    /// <summary>There is something to say that does not wait for the next time.</summary>
    public void Hurry() => _news.Add();

    /// <summary>The machine has changed: what it is has to be said again.</summary>
    public void DescribeAgain()
    {
        _hasChanged = true;
        Hurry();
    }

    /// <summary>Speaks until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var registered = false;
        var delay = TimeSpan.Zero;
        while (!cancellationToken.IsCancellationRequested)
        {
            EngineCondition? said = null;
            try
            {
                registered = (registered && !_hasChanged) || await TryRegisterAsync(cancellationToken);
                var condition = await AskAsync(cancellationToken);
                await SpeakAsync(condition, leaving: false);
                said = condition;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Perhaps there is no such node any more: then it has to be made again.
                registered = false;
                if (e is ApiException { Status.Code: 404 })
                {
                    comparison.Forget();
                }

                LogNotHeard(services.Log, e);
            }

            // Until the node is known to be ready nobody places a pod on it, so its first words are said soon.
            delay = said is { Ready: true } ? TimeSpan.Zero : Retry.Next(delay);
            await _news.WaitAsync(delay > TimeSpan.Zero ? delay : services.Options.HeartbeatPeriod, services.Clock, cancellationToken);
        }
    }

    /// <summary>Says that the agent ends and its containers go on. Where nobody hears it, the node counts as lost.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SpeakAsync(engine(), leaving: true).WaitAsync(GoodbyeLongest, services.Clock, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogNoGoodbye(services.Log, e);
        }
    }

    // What the machine is the engine knows best. One that is away or frozen must not keep a node that is known from saying that it lives and what it lacks: it would be taken for lost.
    private async Task<bool> TryRegisterAsync(CancellationToken cancellationToken)
    {
        _hasChanged = false;
        NodeRegistration registration;
        using var limit = new CancellationTokenSource(_isKnown ? DescribeLongest : Timeout.InfiniteTimeSpan, services.Clock);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            registration = await machine.DescribeAsync(ended.Token);
        }
        catch (Exception e) when (_isKnown && e is EngineException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            LogNotDescribed(services.Log, e);
            return false;
        }

        await services.ControlPlane.RegisterAsync(registration);
        return _isKnown = true;
    }

    private async Task SpeakAsync(EngineCondition condition, bool leaving)
    {
        var sentAt = services.Clock.GetTimestamp();
        var answer = await services.ControlPlane.HeartbeatAsync(new NodeHeartbeat(condition.Ready, condition.Message)
        {
            Pressures = pressures(),
            Leaving = leaving,
            Guarded = guarded(),
            Compared = comparison.Done,
        });
        lease.Renew(sentAt, answer.Duration);
        comparison.Learn(answer.Losses);
    }

    // An engine that is frozen keeps its connections: only a question finds that out.
    private async Task<EngineCondition> AskAsync(CancellationToken cancellationToken)
    {
        var known = engine();
        if (!known.Ready)
        {
            return known;
        }

        try
        {
            await services.Engine.PingAsync(cancellationToken);
            return known;
        }
        catch (EngineException e)
        {
            return new EngineCondition(false, e.Message);
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The control plane did not take the node's sign of life; it is tried again.")]
    private static partial void LogNotHeard(ILogger log, Exception exception);

    [LoggerMessage(EventId = 3, Level = LogLevel.Information, Message = "The container engine does not tell what this machine is; the node registers when it does.")]
    private static partial void LogNotDescribed(ILogger log, Exception exception);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "The control plane could not be told that this agent ends; it will count the node as lost.")]
    private static partial void LogNoGoodbye(ILogger log, Exception exception);
}
