using Gateway.Tests.Fixtures;
using Orchestrator.Resources.CustomResources;
using Orchestrator.Resources.Defaults;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;
using Orchestrator.Resources.Validation;
using Orchestrator.TestKit;

namespace Gateway.Tests.CustomKinds;

/// <summary>A gateway over the real database, in which definitions stand as their grains would store them.</summary>
public sealed class CustomKindHost : IAsyncLifetime
{
    private readonly DatabaseGateway _database = new();

    public GatewayHost Gateway { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        Gateway = await StartAsync();
        await DefineAsync(Definitions.CronTab);

        // A request waits ten seconds for what a gateway has not read yet, and transactions of other tests on the same server can hold that back for longer.
        await Eventually.True(async () => (await Gateway.GetAsync("/apis/stable.example.com/v1/crontabs")).Code == 200, "the kind is served");
    }

    public async Task DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>Another gateway of the same cluster.</summary>
    public Task<GatewayHost> StartAsync() => _database.StartAsync();

    /// <summary>Stores a definition whose names are accepted. It must be right: this is no test of what is wrong with one.</summary>
    public async Task DefineAsync(string yaml, Func<CustomResourceDefinition, CustomResourceDefinition>? change = null)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(yaml);
        var defined = ResourceDefaults.Apply(ResourceDecoder.Decode<CustomResourceDefinition>(bytes, BodyFormat.Yaml, new DecodeOptions()).Resource);
        Assert.Empty(ResourceValidation.Validate(defined, null));
        var accepted = new CustomResourceCondition { Type = CustomResourceConditionType.NamesAccepted, Status = ConditionStatus.True };
        var stored = defined with
        {
            Metadata = defined.Metadata with { Uid = $"uid-{defined.Metadata.Name}", Generation = 1, CreationTimestamp = DateTimeOffset.UtcNow },
            Status = defined.Status with { Conditions = [accepted] },
        };
        await _database.PutAsync(change?.Invoke(stored) ?? stored);
    }
}
