using System.Text;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Defaults;
using Orchestrator.Resources.FieldManagers;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Resources.Tests.FieldManagers;

/// <summary>Writes of deployments, and who then manages what.</summary>
internal static class Writes
{
    public static readonly DateTimeOffset Start = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    public static Deployment Create(string manager, string json) =>
        FieldOwnership.AfterUpdate(null, ResourceDefaults.Apply(Documents.Read<Deployment>(json).Resource), Updating(manager));

    public static Deployment Update(this Deployment live, string manager, Func<Deployment, Deployment> change, int minutes = 1) =>
        FieldOwnership.AfterUpdate(live, ResourceDefaults.Apply(change(live)), Updating(manager, minutes));

    public static Deployment Apply(Deployment? live, string manager, string json, bool force = false, int minutes = 1)
    {
        var written = ResourceDecoder.DecodePart<Deployment>(Encoding.UTF8.GetBytes(json), BodyFormat.Json, new DecodeOptions()).Resource;
        var who = Updating(manager, minutes) with { Operation = ManagedFieldsOperation.Apply };
        return ServerSideApply.Apply(live, written, who, force);
    }

    public static FieldWriter Updating(string manager, int minutes = 0) => new() { Manager = manager, ApiVersion = "apps/v1", Time = Start.AddMinutes(minutes) };

    /// <summary>The paths that a manager has, in words.</summary>
    public static string[] Fields(this Deployment deployment, string manager) =>
        deployment.Entry(manager) is { FieldsV1: { } json } && FieldSetJson.TryRead(json, out var set) ? [.. set.Paths().Select(path => string.Join(' ', path))] : [];

    public static ManagedFieldsEntry? Entry(this Deployment deployment, string manager) =>
        deployment.Metadata.ManagedFields.SingleOrDefault(entry => entry.Manager == manager);

    public static string Managers(this Deployment deployment) =>
        string.Join(", ", deployment.Metadata.ManagedFields.Select(entry => $"{entry.Manager} {entry.Operation}"));

}
