using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Grains.Tests.Support;
using Orchestrator.Resources.CustomResources;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;
using Orchestrator.TestKit;

namespace Orchestrator.Grains.Tests.CustomResources;

/// <summary>The life of a definition, over the real database.</summary>
public sealed class DefinitionTests(Cluster cluster) : IClassFixture<Cluster>
{
    private IPassiveResourceStore Passive => cluster.Services.GetRequiredService<IPassiveResourceStore>();

    private IResourceReader Reader => cluster.Services.GetRequiredService<IResourceReader>();

    [Fact]
    public async Task New_definition_gets_its_names_and_is_established()
    {
        var grain = await DefineAsync("wheels", "new.example.com", "Wheel");

        await EstablishedAsync(grain);

        var stored = (await grain.Read())!.Resource;
        Assert.Contains(CustomResourceDefinition.Finalizer, stored.Metadata.Finalizers);
        Assert.Equal<string>(["v1"], stored.Status.StoredVersions);
    }

    [Fact]
    public async Task Definition_whose_kind_another_has_waits_until_that_one_is_gone()
    {
        var first = await DefineAsync("wheels", "taken.example.com", "Wheel");
        await EstablishedAsync(first);
        var second = await DefineAsync("rounds", "taken.example.com", "Wheel");
        await Eventually.True(async () => Reason(await second.Read()) == "ListKindConflict", "the second is told of the conflict");

        await first.Delete(new DeleteRequest());

        await EstablishedAsync(second);
    }

    [Fact]
    public async Task Deleted_definition_takes_its_objects_with_it_and_waits_for_one_that_is_held()
    {
        var grain = await DefineAsync("wheels", "ends.example.com", "Wheel");
        await EstablishedAsync(grain);
        await PutAsync("ends.example.com", "free");
        await PutAsync("ends.example.com", "held", finalizers: ["example.com/hold"]);

        var deleted = await grain.Delete(new DeleteRequest());

        Assert.False(deleted.Gone);
        Assert.True(deleted.Resource.Is(CustomResourceConditionType.Terminating));
        await Eventually.True(async () => await FindAsync("ends.example.com", "free") is null, "the free one is gone");
        Assert.NotNull(await grain.Read());
        await Passive.ReleaseAsync(Key("ends.example.com", "held"), new PassiveRelease { Finalizers = ["example.com/hold"] }, CancellationToken.None);
        await Eventually.True(async () => await grain.Read() is null, "the definition is gone");
        Assert.Null(await FindAsync("ends.example.com", "held"));
    }

    [Fact]
    public async Task Deletion_goes_on_after_the_silo_was_started_anew()
    {
        var grain = await DefineAsync("wheels", "again.example.com", "Wheel");
        await EstablishedAsync(grain);
        await PutAsync("again.example.com", "held", finalizers: ["example.com/hold"]);
        await grain.Delete(new DeleteRequest());

        await cluster.RestartAsync();
        await Passive.ReleaseAsync(Key("again.example.com", "held"), new PassiveRelease { Finalizers = ["example.com/hold"] }, CancellationToken.None);

        // Whoever asks for it wakes it; without anybody its reminder does.
        await Eventually.True(async () => await GrainOf("wheels.again.example.com").Read() is null, "the definition is gone");
    }

    [Fact]
    public async Task Object_goes_after_an_owner_of_a_custom_kind_and_stays_where_nobody_knows_the_kind()
    {
        await EstablishedAsync(await DefineAsync("wheels", "owner.example.com", "Wheel"));
        var owner = new OwnerReference { ApiVersion = "owner.example.com/v1", Kind = "Wheel", Name = "gone", Uid = "uid-gone" };
        await PutAsync("owner.example.com", "lost", owner);
        await PutAsync("owner.example.com", "kept", owner with { ApiVersion = "nobody.example.com/v1" });

        GarbageNotice.Send(cluster.Grains, "uid-gone");

        await Eventually.True(async () => await FindAsync("owner.example.com", "lost") is null, "the lost one is gone");
        Assert.NotNull(await FindAsync("owner.example.com", "kept"));
    }

    private static string? Reason(Versioned<CustomResourceDefinition>? found) =>
        found?.Resource.Status.Conditions.FirstOrDefault(condition => condition.Type == CustomResourceConditionType.NamesAccepted)?.Reason;

    private static Task EstablishedAsync(ICustomResourceDefinitionGrain grain) =>
        Eventually.True(async () => (await grain.Read())!.Resource.Is(CustomResourceConditionType.Established), "the definition is established");

    private static ResourceKey Key(string group, string name) => new(group, "Wheel", "", name);

    private ICustomResourceDefinitionGrain GrainOf(string name) =>
        cluster.Grains.GetGrain<ICustomResourceDefinitionGrain>($"customresourcedefinitions.apiextensions.k8s.io/{name}");

    private async Task<ICustomResourceDefinitionGrain> DefineAsync(string plural, string group, string kind)
    {
        var yaml = $$$"""
            metadata: {name: {{{plural}}}.{{{group}}} }
            spec:
              group: {{{group}}}
              scope: Cluster
              names: {plural: {{{plural}}}, kind: {{{kind}}} }
              versions:
              - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true} } }
            """;
        var definition = ResourceDecoder.Decode<CustomResourceDefinition>(Encoding.UTF8.GetBytes(yaml), BodyFormat.Yaml, new DecodeOptions()).Resource;
        var grain = GrainOf(definition.Metadata.Name);
        await grain.Create(definition, WriteOptions.Default);
        return grain;
    }

    private Task<StoredResource?> FindAsync(string group, string name) => Reader.FindAsync(Key(group, name), CancellationToken.None);

    private async Task PutAsync(string group, string name, OwnerReference? owner = null, params string[] finalizers)
    {
        var wheel = new CustomObject
        {
            ApiVersion = $"{group}/v1",
            Kind = "Wheel",
            Metadata = new ObjectMeta { Name = name, Uid = $"uid-{group}-{name}", OwnerReferences = owner is null ? [] : [owner], Finalizers = [.. finalizers] },
        };
        await Passive.PutAsync(ResourceJson.SerializeToUtf8(wheel), 0, CancellationToken.None);
    }
}
