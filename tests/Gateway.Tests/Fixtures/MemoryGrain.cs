using Orchestrator.Contracts;
using Orchestrator.Resources.Defaults;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Gateway.Tests.Fixtures;

/// <summary>What a grain promises its callers, over the read side in memory.</summary>
public sealed class MemoryGrain<T>(MemoryResources resources, MemoryCluster cluster, string key)
    where T : class, IResource<T>
{
    private static readonly KindDescription Kind = ResourceKinds.Of<T>();

    private string Name => GrainKey.NameOf(key);

    private string Namespace => key.Split('/') is [_, var ns, _] ? ns : "";

    public Task<Versioned<T>> Create(T resource, WriteOptions options)
    {
        cluster.Writes(key);
        if (Current() is not null)
        {
            throw ApiErrors.AlreadyExists(Kind.Group, Kind.Plural, Name);
        }

        var made = ResourceDefaults.Apply(resource);
        made = made.WithMetadata(made.Metadata with { Uid = Guid.NewGuid().ToString(), CreationTimestamp = cluster.Now, Generation = 1 });
        Assert.Equal((Name, Namespace), (made.Metadata.Name, made.Metadata.Namespace));
        return Task.FromResult(Store(made, 1, options));
    }

    public Task<Versioned<T>?> Read()
    {
        cluster.Called(key);
        return Task.FromResult(Current());
    }

    public Task<Versioned<T>> Replace(T resource, WriteOptions options)
    {
        cluster.Writes(key);
        var current = Current() ?? throw ApiErrors.NotFound(Kind.Group, Kind.Plural, Name);
        cluster.BeforeReplace?.Invoke();
        current = Current()!;
        Require(current, options.ExpectedUid, options.ExpectedRevision);
        var kept = current.Resource.Metadata;
        var meta = resource.Metadata with { Uid = kept.Uid, CreationTimestamp = kept.CreationTimestamp, ResourceVersion = null };
        var replaced = resource.WithMetadata(meta).WithStatusOf(current.Resource);
        var same = ResourceJson.SameContent(replaced, current.Resource.WithMetadata(current.Resource.Metadata with { ResourceVersion = null }));
        return Task.FromResult(same ? current : Store(replaced, current.Revision + 1, options));
    }

    public Task<Versioned<T>> ReplaceStatus(T resource, WriteOptions options)
    {
        cluster.Writes(key);
        var current = Current() ?? throw ApiErrors.NotFound(Kind.Group, Kind.Plural, Name);
        Require(current, options.ExpectedUid, options.ExpectedRevision);
        return Task.FromResult(Store(current.Resource.WithStatusOf(resource), current.Revision + 1, options));
    }

    public Task<Deleted<T>> Delete(DeleteRequest request)
    {
        cluster.Writes(key);
        cluster.LastDelete = request;
        var current = Current() ?? throw ApiErrors.NotFound(Kind.Group, Kind.Plural, Name);
        Require(current, request.ExpectedUid, request.ExpectedRevision);
        if (!current.Resource.Metadata.Finalizers.IsEmpty)
        {
            var going = current.Resource.WithMetadata(current.Resource.Metadata with { DeletionTimestamp = cluster.Now });
            var stored = Store(going, current.Revision + 1, new WriteOptions { DryRun = request.DryRun });
            return Task.FromResult(new Deleted<T>(stored.Resource, stored.Revision, Gone: false));
        }

        if (!request.DryRun)
        {
            resources.Remove(resources.Find(Kind.Kind, Namespace, Name)!);
        }

        return Task.FromResult(new Deleted<T>(current.Resource, current.Revision, Gone: true));
    }

    /// <summary>Pods only.</summary>
    public Task Bind(BindingOrder order)
    {
        cluster.Writes(key);
        cluster.LastBinding = order;
        return Task.CompletedTask;
    }

    /// <summary>Pods only.</summary>
    public Task Evict(EvictionOrder order)
    {
        cluster.Writes(key);
        cluster.LastEviction = order;
        resources.Remove(resources.Find(Kind.Kind, Namespace, Name)!);
        return Task.CompletedTask;
    }

    private Versioned<T>? Current() => resources.Find(Kind.Kind, Namespace, Name) is { } stored
        ? new Versioned<T>(ResourceJson.Deserialize<T>(stored.Document.Span), stored.Revision)
        : null;

    private void Require(Versioned<T> current, string? uid, long? revision)
    {
        if ((uid ?? current.Resource.Metadata.Uid) != current.Resource.Metadata.Uid || (revision ?? current.Revision) != current.Revision)
        {
            throw ApiErrors.Modified(Kind.Group, Kind.Plural, Name);
        }
    }

    private Versioned<T> Store(T resource, long revision, WriteOptions options)
    {
        if (!options.DryRun)
        {
            resources.Put(resource, revision);
        }

        return new Versioned<T>(resource, revision);
    }
}
