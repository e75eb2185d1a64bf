using Microsoft.Extensions.Logging;
using Orchestrator.Contracts.Reading;
using Orchestrator.Gateway.Errors;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Rbac;

namespace Orchestrator.Gateway.Access.Rules;

/// <summary>
/// Roles, bindings and service accounts in memory, fed by watches from the first question on: no request waits for a query. A change counts as soon as a watcher
/// sees it, about a tenth of a second after it was written.
/// </summary>
internal sealed partial class AccessCache : IAsyncDisposable
{
    private static readonly TimeSpan LoadsWithin = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _end = new();
    private readonly Lazy<Task> _following;
    private readonly TimeProvider _time;
    private readonly ILogger<AccessCache> _logger;
    private volatile Built? _built;
    private long _edition;
    private volatile TaskCompletionSource _change = NewChange();

    public AccessCache(IResourceReader reader, TimeProvider time, ILogger<AccessCache> logger)
    {
        (_time, _logger) = (time, logger);
        Roles = new WatchedKind<Role>(reader, time, RulesChanged, Failed);
        ClusterRoles = new WatchedKind<ClusterRole>(reader, time, RulesChanged, Failed);
        Bindings = new WatchedKind<RoleBinding>(reader, time, RulesChanged, Failed);
        ClusterBindings = new WatchedKind<ClusterRoleBinding>(reader, time, RulesChanged, Failed);
        ServiceAccounts = new WatchedKind<ServiceAccount>(reader, time, Changed, Failed);
        _following = new Lazy<Task>(() => Task.WhenAll(
            Roles.FollowAsync(_end.Token),
            ClusterRoles.FollowAsync(_end.Token),
            Bindings.FollowAsync(_end.Token),
            ClusterBindings.FollowAsync(_end.Token),
            ServiceAccounts.FollowAsync(_end.Token)));
    }

    public WatchedKind<ServiceAccount> ServiceAccounts { get; }

    public WatchedKind<ClusterRole> ClusterRoles { get; }

    public WatchedKind<ClusterRoleBinding> ClusterBindings { get; }

    private WatchedKind<Role> Roles { get; }

    private WatchedKind<RoleBinding> Bindings { get; }


    /// <summary>Completes with the next change of anything in here.</summary>
    public Task NextChange => _change.Task;

    /// <summary>The rules as they are now. Where they could not be read yet, nothing is allowed: the answer is 503.</summary>
    public async ValueTask<AccessRules> RulesAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);

        // The edition is read first: of a change that comes meanwhile, whoever asks next sees that it was not taken in.
        var edition = Interlocked.Read(ref _edition);
        if (_built is { } built && built.Edition == edition)
        {
            return built.Rules;
        }

        var rules = new AccessRules(Roles.Objects, ClusterRoles.Objects, Bindings.Objects, ClusterBindings.Objects);
        _built = new Built(edition, rules);
        return rules;
    }

    /// <summary>Waits until everything was read once.</summary>
    public async ValueTask LoadAsync(CancellationToken cancellationToken)
    {
        _ = _following.Value;
        var loaded = Task.WhenAll(Roles.Loaded, ClusterRoles.Loaded, Bindings.Loaded, ClusterBindings.Loaded, ServiceAccounts.Loaded);
        if (loaded.IsCompleted)
        {
            return;
        }

        try
        {
            await loaded.WaitAsync(LoadsWithin, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw Refusals.Unavailable("who may do what could not be read from the database yet; please try again");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        if (_following.IsValueCreated)
        {
            await _following.Value;
        }

        _end.Dispose();
    }

    private void RulesChanged()
    {
        Interlocked.Increment(ref _edition);
        Changed();
    }

    private void Changed() => Interlocked.Exchange(ref _change, NewChange()).TrySetResult();

    private void Failed(Exception fault) => LogNotFollowed(_logger, fault);

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed record Built(long Edition, AccessRules Rules);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes of roles and service accounts cannot be followed; those from before stay in force, and it is tried again.")]
    private static partial void LogNotFollowed(ILogger logger, Exception exception);
}
