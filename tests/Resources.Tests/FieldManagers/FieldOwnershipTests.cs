using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Resources.Tests.FieldManagers;

public sealed class FieldOwnershipTests
{
    [Fact]
    public void Create_managesWhatItSaysAndItsDefaults_butNeitherIdentityNorStatus()
    {
        var made = Writes.Create("me", Documents.Deployment);

        var fields = made.Fields("me");
        Assert.Contains("f:metadata f:labels f:app", fields);
        Assert.Contains("f:spec f:replicas", fields);
        Assert.Contains("f:spec f:strategy f:rollingUpdate f:maxSurge", fields);
        Assert.Contains("f:spec f:selector", fields);
        Assert.Contains("f:spec f:template f:spec f:containers k:{\"name\":\"web\"}", fields);
        Assert.Contains("f:spec f:template f:spec f:containers k:{\"name\":\"web\"} f:ports k:{\"containerPort\":8080,\"protocol\":\"TCP\"} f:protocol", fields);
        Assert.Contains("f:spec f:template f:spec f:containers k:{\"name\":\"web\"} f:resources f:limits f:memory", fields);
        Assert.DoesNotContain(fields, field => field.StartsWith("f:status", StringComparison.Ordinal) || field.StartsWith("f:metadata f:name", StringComparison.Ordinal));
        Assert.Equal(("Update", "apps/v1", "FieldsV1", Writes.Start), (made.Entry("me")!.Operation, made.Entry("me")!.ApiVersion, made.Entry("me")!.FieldsType, made.Entry("me")!.Time));
    }

    [Fact]
    public void Update_takesWhatItChanges_andNobodyManagesWhatIsGone()
    {
        var changed = Writes.Create("me", Documents.Deployment).Update("you", live => live with
        {
            Metadata = live.Metadata with { Labels = StringMap.Of(("team", "b")) },
            Spec = live.Spec with { Replicas = 7 },
        });

        Assert.Equal(["f:metadata f:labels f:team", "f:spec f:replicas"], changed.Fields("you"));
        Assert.DoesNotContain("f:spec f:replicas", changed.Fields("me"));
        Assert.DoesNotContain("f:metadata f:labels f:app", changed.Fields("me"));
        Assert.Contains("f:spec f:minReadySeconds", changed.Update("you", live => live with { Spec = live.Spec with { MinReadySeconds = 3 } }).Fields("you"));
    }

    [Fact]
    public void Update_thatChangesNothing_leavesTheAccountAsItIs()
    {
        var made = Writes.Create("me", Documents.Deployment);

        Assert.True(ResourceJson.SameContent(made, made.Update("you", live => live)));
        Assert.True(ResourceJson.SameContent(made, made.Update("me", live => live, minutes: 9)));
    }

    [Fact]
    public void Update_ofAnAccountThatIsSent_meansThatAccount_andOneThatIsEmptyForgets()
    {
        var made = Writes.Create("me", Documents.Deployment);
        var entry = made.Metadata.ManagedFields[0];

        var moved = made.Update("tool", live => With(live, entry with { Manager = "other" }));
        var kept = made.Update("tool", live => live with { Metadata = live.Metadata with { ManagedFields = [] } });
        var reset = made.Update("tool", live => With(live, new ManagedFieldsEntry()));

        Assert.Equal(("other Update", "me Update", ""), (moved.Managers(), kept.Managers(), reset.Managers()));
    }

    [Fact]
    public void Updates_ofManyManagers_areBounded_andTheOldestBecomeOne()
    {
        var live = Writes.Create("m0", Documents.Deployment);
        for (var minute = 1; minute <= 15; minute++)
        {
            var label = $"l{minute}";
            live = live.Update($"m{minute}", before => before with { Metadata = before.Metadata with { Labels = before.Metadata.Labels.SetItem(label, "x") } }, minute);
        }

        Assert.Equal(10, live.Metadata.ManagedFields.Length);
        Assert.Contains("f:metadata f:labels f:l1", live.Fields("ancient-changes"));
        Assert.Contains("f:spec f:replicas", live.Fields("ancient-changes"));
        Assert.Equal(["f:metadata f:labels f:l15"], live.Fields("m15"));
    }

    [Fact]
    public void Update_throughASubresource_isAnEntryOfItsOwn()
    {
        var made = Writes.Create("me", Documents.Deployment);
        var scaled = Orchestrator.Resources.FieldManagers.FieldOwnership.AfterUpdate(
            made, made with { Spec = made.Spec with { Replicas = 9 } }, Writes.Updating("me", 1) with { Subresource = "scale" });

        Assert.Equal([null, "scale"], scaled.Metadata.ManagedFields.Select(entry => entry.Subresource));
    }

    private static Deployment With(Deployment live, ManagedFieldsEntry entry) => live with { Metadata = live.Metadata with { ManagedFields = [entry] } };
}
