using Orchestrator.Resources.Meta;
using Orleans;

namespace Orchestrator.Contracts;

/// <summary>
/// One object of the API, whatever its kind. The key is <see cref="GrainKey"/>'s. All methods throw <see cref="ApiException"/> with the code and reason that
/// Kubernetes would answer; a call that throws has changed nothing.
/// </summary>
/// <typeparam name="T">The kind's record.</typeparam>
public interface IResourceGrain<T> : IGrainWithStringKey
    where T : class, IResource<T>
{
    /// <summary>Creates the object: defaults and validates it, gives it its uid, and stores it. 409 AlreadyExists where the name is taken.</summary>
    Task<Versioned<T>> Create([Immutable] T resource, WriteOptions options);

    /// <summary>The object as it is, or null where there is none.</summary>
    Task<Versioned<T>?> Read();

    /// <summary>Replaces metadata and spec; the status stays what the system observed. 404 where there is none, 409 Conflict where the revision is another.</summary>
    Task<Versioned<T>> Replace([Immutable] T resource, WriteOptions options);

    /// <summary>
    /// Replaces what others than the system may say of the status: conditions of types of their own, on pods and nodes. Metadata and spec stay. 404 where there is none, 409 Conflict where
    /// the revision is another, 422 where anything else of the status differs.
    /// </summary>
    Task<Versioned<T>> ReplaceStatus([Immutable] T resource, WriteOptions options);

    /// <summary>
    /// Deletes the object, at once or by first giving it a deletion timestamp, and what it owns as the policy says. Returns the object as it is then, with
    /// its last document where it is gone. 404 where there is none.
    /// </summary>
    Task<Deleted<T>> Delete(DeleteRequest request);
}
