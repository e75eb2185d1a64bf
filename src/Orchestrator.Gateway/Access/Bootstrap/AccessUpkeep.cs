using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Gateway.Access.Rules;
using Orchestrator.Planning.Retrying;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Rbac;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Gateway.Access.Bootstrap;

/// <summary>
/// Keeps what nobody writes by hand: the default roles, the rules of roles that are made of others, and the service account <c>default</c> of each namespace. Every
/// gateway does so; where two write the same, the second finds it done.
/// </summary>
internal sealed partial class AccessUpkeep(
    AccessCache cache, IResourceReader reader, IPassiveResourceStore store, IIdentities ids, TimeProvider time, ILogger<AccessUpkeep> logger) : BackgroundService
{
    private const string DefaultAccount = "default";
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(50);
    private static readonly Backoff Retry = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        TaskCompletionSource news = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var namespaces = new WatchedKind<Namespace>(reader, time, () => Volatile.Read(ref news).TrySetResult(), fault => LogNotKept(logger, fault));
        var following = namespaces.FollowAsync(end.Token);
        try
        {
            await namespaces.Loaded.WaitAsync(stoppingToken);
            var delay = TimeSpan.Zero;
            while (true)
            {
                // Taken before the look, so that what changes during it is looked at again.
                Volatile.Write(ref news, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
                var change = Task.WhenAny(cache.NextChange, news.Task);
                delay = await TryKeepAsync(namespaces.Objects, stoppingToken) ? TimeSpan.Zero : Retry.Next(delay);
                await (delay > TimeSpan.Zero ? Task.Delay(delay, time, stoppingToken) : change.WaitAsync(stoppingToken));
                await Task.Delay(Gather, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await end.CancelAsync();
            await following;
        }
    }

    private async Task<bool> TryKeepAsync(ICollection<Namespace> namespaces, CancellationToken cancellationToken)
    {
        try
        {
            await cache.LoadAsync(cancellationToken);
            await KeepRolesAsync(cancellationToken);
            await KeepAccountsAsync(namespaces, cancellationToken);
            return true;
        }
#pragma warning disable CA1031 // Told, and tried again with a growing pause: without its roles a cluster would be closed to all but its owner.
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogNotKept(logger, fault);
            return false;
        }
    }

    private async Task KeepRolesAsync(CancellationToken cancellationToken)
    {
        foreach (var role in DefaultRoles.Roles)
        {
            await KeepAsync(cache.ClusterRoles, role, Completed, cancellationToken);
        }

        foreach (var binding in DefaultRoles.Bindings)
        {
            await KeepAsync(cache.ClusterBindings, binding, Completed, cancellationToken);
        }

        foreach (var role in cache.ClusterRoles.Objects.Where(role => role.AggregationRule is not null))
        {
            var rules = RulesGathered(role);
            if (!ResourceJson.SameContent(rules, role.Rules))
            {
                await RewriteAsync<ClusterRole>(role.Metadata, stored => stored with { Rules = rules }, cancellationToken);
            }
        }
    }

    private async Task KeepAccountsAsync(ICollection<Namespace> namespaces, CancellationToken cancellationToken)
    {
        foreach (var name in namespaces.Where(ns => ns.Metadata.DeletionTimestamp is null).Select(ns => ns.Metadata.Name))
        {
            if (cache.ServiceAccounts.Find(name, DefaultAccount) is null)
            {
                await CreateAsync(new ServiceAccount { Metadata = new ObjectMeta { Name = DefaultAccount, Namespace = name } }, cancellationToken);
            }
        }
    }

    private ImmutableArray<PolicyRule> RulesGathered(ClusterRole role)
    {
        var parts = cache.ClusterRoles.Objects
            .Where(other => other.Metadata.Name != role.Metadata.Name && role.AggregationRule!.ClusterRoleSelectors.Any(selector => selector.Matches(other.Metadata.Labels)))
            .OrderBy(other => other.Metadata.Name, StringComparer.Ordinal);
        return [.. parts.SelectMany(part => part.Rules).DistinctBy(rule => ResourceJson.Serialize(rule))];
    }

    private async Task KeepAsync<T>(WatchedKind<T> known, T wanted, Func<T, T, T> complete, CancellationToken cancellationToken)
        where T : class, IResource<T>
    {
        if (known.Find("", wanted.Metadata.Name) is not { } present)
        {
            await CreateAsync(wanted, cancellationToken);
        }
        else if (present.Metadata.Annotations.GetValueOrDefault(DefaultRoles.AutoUpdate) == "true" && !ResourceJson.SameContent(complete(present, wanted), present))
        {
            await RewriteAsync<T>(wanted.Metadata, before => complete(before, wanted), cancellationToken);
        }
    }

    // What an operator has added stays; what is missing comes back, as with Kubernetes.
    private static ClusterRole Completed(ClusterRole stored, ClusterRole wanted) =>
        stored with { Rules = [.. stored.Rules, .. RuleCover.Missing(stored.Rules, wanted.Rules) ?? wanted.Rules] };

    private static ClusterRoleBinding Completed(ClusterRoleBinding stored, ClusterRoleBinding wanted) =>
        stored with { Subjects = [.. stored.Subjects.Union(wanted.Subjects)] };

    private async Task CreateAsync<T>(T resource, CancellationToken cancellationToken)
        where T : class, IResource<T>
    {
        var made = resource.WithMetadata(resource.Metadata with { Uid = ids.NewUid(), CreationTimestamp = time.GetUtcNow() });
        await WriteAsync(made, 0, cancellationToken);
    }

    private async Task RewriteAsync<T>(ObjectMeta named, Func<T, T> change, CancellationToken cancellationToken)
        where T : class, IResource<T>
    {
        var kind = ResourceKinds.Of<T>();
        if (await reader.FindAsync(new ResourceKey(kind.Group, kind.Kind, named.Namespace, named.Name), cancellationToken) is { } stored)
        {
            await WriteAsync(change(ResourceJson.Deserialize<T>(stored.Document.Span)), stored.Revision, cancellationToken);
        }
    }

    private async Task WriteAsync<T>(T resource, long revision, CancellationToken cancellationToken)
        where T : class, IResource<T>
    {
        try
        {
            await store.PutAsync(ResourceJson.SerializeToUtf8(resource), revision, cancellationToken);
        }
        catch (RevisionConflictException)
        {
            // Somebody else was first; the change that they made is looked at next.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The default roles and service accounts cannot be kept up yet; it is tried again.")]
    private static partial void LogNotKept(ILogger logger, Exception exception);
}
