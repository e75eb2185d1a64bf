using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;
using Orchestrator.Resources.Validation;
using static Orchestrator.Resources.Tests.Serialization.ProtobufWriter;

namespace Orchestrator.Resources.Tests.Serialization;

public sealed class ProtobufTests
{
    [Fact]
    public void Protobuf_ofAnyResource_readsAsItsJson() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        VerifySame<Namespace>(seed);
        VerifySame<Node>(seed);
        VerifySame<Pod>(seed);
        VerifySame<Event>(seed);
        VerifySame<ConfigMap>(seed, "binaryData");
        VerifySame<ReplicaSet>(seed);
        VerifySame<Deployment>(seed);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Bodies_ofKubectl_areReadWithoutWarnings()
    {
        var deployment = Kubectl<Deployment>("deployment");
        var container = Assert.Single(deployment.Spec.Template.Spec.Containers);
        Assert.Equal(("web", 2, "web"), (deployment.Metadata.Name, deployment.Spec.Replicas, deployment.Spec.Selector.MatchLabels["app"]));
        Assert.Equal(("web", "example/web:1", 8080), (container.Name, container.Image, Assert.Single(container.Ports).Port));

        var settings = Kubectl<ConfigMap>("configmap");
        Assert.Equal(("settings", "b", "YQD/"), (settings.Metadata.Name, settings.Data["a"], settings.BinaryData["bin"]));
        Assert.Equal("czM=", Kubectl<Secret>("secret").Data["p"]);
        Assert.Equal("team", Kubectl<Namespace>("namespace").Metadata.Name);
    }

    [Fact]
    public void Bytes_ofASecret_areBase64InItsRecord()
    {
        var document = JsonNode.Parse("""{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"},"data":{"key":"AP+A","none":""},"stringData":{"b":"c"}}""")!.AsObject();

        var secret = Read<Secret>(Body(document, ObjectSchema.Of<Secret>())).Resource;

        Assert.Equal(("AP+A", "", "c"), (secret.Data["key"], secret.Data["none"], secret.StringData["b"]));
    }

    [Fact]
    public void Options_ofARequest_areReadUnderAnyVersion()
    {
        var document = JsonNode.Parse("""{"apiVersion":"apps/v1","kind":"DeleteOptions","gracePeriodSeconds":0,"preconditions":{"uid":"u"},"dryRun":["All"]}""")!.AsObject();

        var options = Read<DeleteOptions>(Body(document, ObjectSchema.Of<DeleteOptions>()), anyVersion: true).Resource;

        Assert.Equal((0L, "u", "All"), (options.GracePeriodSeconds, options.Preconditions!.Uid, Assert.Single(options.DryRun)));
    }

    [Fact]
    public void Zeros_ofNumbersThatHaveToBeThere_areNotSaid()
    {
        // As Go writes a status of nothing: each number, and nested messages that are empty.
        var status = Message(output =>
        {
            WriteNumber(output, 2, 0);
            WriteNumber(output, 12, 0);
        });
        var raw = Message(output =>
        {
            WriteBytes(output, 1, Message(meta => WriteBytes(meta, 8, [])));
            WriteBytes(output, 3, status);
        });

        var read = Read<Deployment>(Body("apps/v1", "Deployment", raw), validation: FieldValidation.Strict);

        Assert.Empty(read.Warnings);
        Assert.Null(read.Resource.Metadata.CreationTimestamp);
    }

    [Theory]
    [InlineData(99, "spec.#99")]
    [InlineData(500, "spec.#500")]
    public void UnknownNumber_thatSaysSomething_isAnUnknownField(int number, string field)
    {
        var raw = Message(output => WriteBytes(output, 2, Message(spec => WriteText(spec, number, "x"))));

        var error = Assert.Single(ErrorsOf<Deployment>(Body("apps/v1", "Deployment", raw)));

        Assert.Equal(new FieldError(field, FieldErrorReason.UnknownField, $"unknown field \"{field}\""), error);
        Assert.Equal<string>(
            [$"unknown field \"{field}\""], Read<Deployment>(Body("apps/v1", "Deployment", raw), validation: FieldValidation.Warn).Warnings);
    }

    [Fact]
    public void UnknownNumber_thatSaysNothing_isNotSaid()
    {
        var raw = Message(output => WriteBytes(output, 2, Message(spec =>
        {
            WriteText(spec, 98, "");
            WriteNumber(spec, 99, 0);
            WriteBytes(spec, 100, Message(inner => WriteText(inner, 1, "")));
        })));

        Assert.Empty(Read<Deployment>(Body("apps/v1", "Deployment", raw)).Warnings);
    }

    [Fact]
    public void RefusedField_inProtobuf_isForbiddenByName()
    {
        var volume = Message(output =>
        {
            WriteText(output, 1, "data");
            WriteBytes(output, 2, Message(source => WriteBytes(source, 7, Message(nfs => WriteText(nfs, 1, "server")))));
        });
        var raw = Message(output => WriteBytes(output, 2, Message(spec => WriteBytes(spec, 1, volume))));

        var error = Assert.Single(ErrorsOf<Pod>(Body("v1", "Pod", raw)));

        Assert.Equal(("spec.volumes[0].nfs", FieldErrorReason.Forbidden), (error.Field, error.Reason));
    }

    [Fact]
    public void Parts_ofAMessage_areMerged_andOfAScalarTheLastCounts()
    {
        var raw = Message(output =>
        {
            WriteBytes(output, 1, Message(meta => WriteText(meta, 1, "first")));
            WriteBytes(output, 1, Message(meta =>
            {
                WriteText(meta, 1, "last");
                WriteText(meta, 3, "default");
            }));
        });

        var meta = Read<Pod>(Body("v1", "Pod", raw)).Resource.Metadata;

        Assert.Equal(("last", "default"), (meta.Name, meta.Namespace));
    }

    [Fact]
    public void Time_outOfTheCalendar_isAnErrorThatNamesIt()
    {
        var raw = Message(output => WriteBytes(output, 1, Message(meta => WriteBytes(meta, 8, Message(time => WriteNumber(time, 1, long.MaxValue))))));

        var error = Assert.Single(ErrorsOf<Pod>(Body("v1", "Pod", raw)));

        Assert.Equal(("metadata.creationTimestamp", FieldErrorReason.TypeInvalid), (error.Field, error.Reason));
    }

    public static TheoryData<string, byte[]> Malformed => new()
    {
        { "it must begin with the bytes 6b 38 73 00", "{}"u8.ToArray() },
        { "it must begin with the bytes 6b 38 73 00", [] },
        { "not protobuf", [.. "k8s\0"u8, 0x0a, 0xff] },
        { "not protobuf", [.. "k8s\0"u8, 0x00] },
        { "a group of fields", [.. "k8s\0"u8, 0x0b, 0x0c] },
        { "contentEncoding must be empty", Body(new JsonObject(), ObjectSchema.Of<Pod>(), contentEncoding: "gzip") },
        { "spec must be text or a message", Body("v1", "Pod", Message(output => WriteNumber(output, 2, 1))) },
        { "metadata.generation must be a number", Body("v1", "Pod", Message(output => WriteBytes(output, 1, Message(meta => WriteText(meta, 7, "x"))))) },
        { "metadata.name: not UTF-8", Body("v1", "Pod", Message(output => WriteBytes(output, 1, Message(meta => WriteBytes(meta, 1, [0xff]))))) },
        { "not protobuf: metadata", Body("v1", "Pod", Message(output => WriteBytes(output, 1, [0x0a, 0x7f]))) },
        { "kind: Invalid value: \"Node\"", Body("v1", "Node", []) },
        { "more than 500000 values", Body("v1", "Pod", Message(output => WriteBytes(output, 1, [.. Enumerable.Repeat<byte>(0x72, 500_001).SelectMany(tag => new byte[] { tag, 0 })]))) },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Bytes_thatAreNoSuchDocument_areRefusedWithASentence(string words, byte[] body) =>
        Assert.Contains(words, Assert.Throws<DecodeException>(() => Read<Pod>(body)).Message, StringComparison.Ordinal);

    [Fact]
    public void Bytes_changedAnywhere_areTakenOrRefused()
    {
        var random = new System.Random(7);
        var tried = 0;
        for (var seed = 0; seed < 10; seed++)
        {
            var body = Body(new RandomDocuments(seed).Make(ResourceKinds.Of<Pod>()), ObjectSchema.Of<Pod>());
            for (var change = 0; change < 300; change++, tried++)
            {
                var changed = body[..^random.Next(2)];
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
                var fault = Record.Exception(() => Read<Pod>(changed));
                Assert.True(fault is null or DecodeException, $"seed {seed}, change {change}: {fault}");
            }
        }

        Assert.Equal(3000, tried);
    }

    private static void VerifySame<T>(int seed, string without = "")
        where T : class, IResource, new()
    {
        var document = new RandomDocuments(seed).Make(ResourceKinds.Of<T>());
        document.Remove(without);
        var json = ResourceDecoder.Decode<T>(Encoding.UTF8.GetBytes(document.ToJsonString()), BodyFormat.Json, new DecodeOptions());
        var protobuf = Read<T>(Body(document, ObjectSchema.Of<T>()));
        Assert.Equal(ResourceJson.Serialize(json.Resource), ResourceJson.Serialize(protobuf.Resource));
    }

    /// <summary>What kubectl 1.34 sent for <c>kubectl create</c>.</summary>
    private static T Kubectl<T>(string name)
        where T : IDocument, new()
    {
        var read = Read<T>(File.ReadAllBytes(ProjectFiles.Golden($"kubectl-1.34-{name}.protobuf")));
        Assert.Empty(read.Warnings);
        return read.Resource;
    }

    private static Decoded<T> Read<T>(byte[] body, bool anyVersion = false, FieldValidation validation = FieldValidation.Strict)
        where T : IDocument, new() =>
        ResourceDecoder.Decode<T>(body, BodyFormat.Protobuf, new DecodeOptions { AnyApiVersion = anyVersion, FieldValidation = validation });

    private static FieldError[] ErrorsOf<T>(byte[] body)
        where T : IDocument, new() => [.. Assert.Throws<DecodeException>(() => Read<T>(body)).Errors];
}
