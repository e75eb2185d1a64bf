using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Resources.CustomResources;
using Orchestrator.Resources.Defaults;
using Orchestrator.Resources.FieldManagers;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Resources.Tests.CustomResources;

/// <summary>How objects of custom kinds are read, completed and judged by their schemas.</summary>
public sealed class CustomModelTests
{
    [Theory]
    [InlineData("{type: integer, multipleOf: 5}", "7", "spec.a in body should be a multiple of 5")]
    [InlineData("{type: number, minimum: 1, exclusiveMinimum: true}", "1", "spec.a in body should be greater than 1")]
    [InlineData("{type: string, minLength: 3}", "\"ab\"", "spec.a in body should be at least 3 chars long")]
    [InlineData("{type: string, maxLength: 3}", "\"abcd\"", "Too long: may not be more than 3 bytes")]
    [InlineData("{type: array, minItems: 2, items: {type: string} }", "[\"x\"]", "spec.a in body should have at least 2 items")]
    [InlineData("{type: array, maxItems: 1, items: {type: string} }", "[\"x\",\"y\"]", "Too many: 2: must have at most 1 items")]
    [InlineData("{type: array, x-kubernetes-list-type: set, items: {type: string} }", "[\"x\",\"x\"]", "Duplicate value: \"x\"")]
    [InlineData("{type: object, maxProperties: 1, additionalProperties: {type: string} }", "{\"x\":\"\",\"y\":\"\"}", "must have at most 1 properties")]
    [InlineData("{type: integer, anyOf: [{maximum: 1}, {minimum: 9}] }", "5", "must validate at least one schema (anyOf)")]
    [InlineData("{type: integer, oneOf: [{maximum: 9}, {minimum: 1}] }", "5", "must validate one and only one schema (oneOf). Found 2 valid")]
    [InlineData("{type: integer, not: {minimum: 1} }", "5", "must not validate the schema (not)")]
    [InlineData("{type: integer, allOf: [{maximum: 1}] }", "5", "spec.a in body should be less than or equal to 1")]
    [InlineData("{type: string, format: ipv4}", "\"1.2.3\"", "spec.a in body must be of type ipv4: \"1.2.3\"")]
    [InlineData("{type: string, format: duration}", "\"5\"", "spec.a in body must be of type duration: \"5\"")]
    [InlineData("{type: integer, format: int32}", "3000000000", "spec.a in body must be of type int32: \"3000000000\"")]
    [InlineData("{type: string}", "null", "spec.a in body must be of type string: \"null\"")]
    [InlineData("{type: object, x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true}", "{\"kind\":\"Pod\"}", "Required value: must not be empty")]
    public void Value_that_breaks_its_schema_is_refused(string schema, string value, string message)
    {
        var model = Model(schema);

        var errors = model.Validate(model.Default(Read(model, $$"""{"a":{{value}}}""")), null);

        Assert.Contains(message, Assert.Single(errors).Message);
    }

    [Theory]
    [InlineData("{type: integer, multipleOf: 5}", "10")]
    [InlineData("{type: number}", "1")]
    [InlineData("{type: integer}", "1.0")]
    [InlineData("{type: string, nullable: true}", "null")]
    [InlineData("{x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}] }", "\"80%\"")]
    [InlineData("{type: string, format: date-time}", "\"2026-01-31T12:00:00Z\"")]
    [InlineData("{type: string, format: whatever}", "\"x\"")]
    [InlineData("{type: string, maxLength: 1}", "\"😀\"")]
    [InlineData("{type: integer, oneOf: [{maximum: 1}, {minimum: 9}] }", "9")]
    public void Value_that_follows_its_schema_is_taken(string schema, string value)
    {
        var model = Model(schema);

        Assert.Empty(model.Validate(model.Default(Read(model, $$"""{"a":{{value}}}""")), null));
    }

    [Fact]
    public void Defaults_fill_in_what_is_left_out_and_change_nothing_the_second_time()
    {
        var model = Model("{type: object, default: {}, properties: {b: {type: string, default: x}, c: {type: array, items: {type: object, properties: {d: {type: integer, default: 3} } } } } }");

        var once = model.Default(Read(model, """{"a":{"c":[{},{"d":4}]}}"""));

        Assert.Equal("""{"a":{"c":[{"d":3},{"d":4}],"b":"x"}}""", once.Content["spec"]!.ToJsonString());
        Assert.True(ResourceJson.SameContent(once, model.Default(once)));
        Assert.Equal("""{"a":{"b":"x"}}""", model.Default(Read(model, "{}")).Content["spec"]!.ToJsonString());
        Assert.Equal("""{"a":{"b":"x"}}""", model.Default(Read(model, """{"a":{"b":null}}""")).Content["spec"]!.ToJsonString());
    }

    [Fact]
    public void Fields_that_nothing_describes_are_left_out_but_where_the_schema_keeps_them()
    {
        var model = Model("{type: object, x-kubernetes-preserve-unknown-fields: true, properties: {b: {type: object, properties: {c: {type: string} } } } }");

        var read = model.Decode(Body("""{"a":{"b":{"c":"1","gone":1},"kept":{"any":1}},"gone":2}"""), BodyFormat.Json, new DecodeOptions { FieldValidation = FieldValidation.Warn });

        Assert.Equal("""{"a":{"b":{"c":"1"},"kept":{"any":1}}}""", read.Resource.Content["spec"]!.ToJsonString());
        Assert.Equal<string>(["unknown field \"spec.a.b.gone\"", "unknown field \"spec.gone\""], read.Warnings);
    }

    [Theory]
    [InlineData("""{"spec":{"a":1,"a":2}}""", "duplicate field \"spec.a\"")]
    [InlineData("""{"spec":{"a":"\u0000"}}""", "must be Unicode text without the null character")]
    [InlineData("""{"spec":{"a":1e999}}""", "must be a number of 64 bits")]
    [InlineData("""{"kind":"Other"}""", "must be \"CronTab\" here")]
    [InlineData("""{"metadata":{"labels":[]}}""", "must be an object")]
    public void Document_that_can_not_be_kept_is_refused(string document, string message)
    {
        var fault = Assert.Throws<DecodeException>(() => Model("{x-kubernetes-preserve-unknown-fields: true}").Decode(Encoding.UTF8.GetBytes(document), BodyFormat.Json, new DecodeOptions()));

        Assert.Contains(message, Assert.Single(fault.Errors).Message);
    }

    [Fact]
    public void Stored_document_is_of_the_storage_version_and_shown_as_this_one()
    {
        var model = Model("{type: string}", version: "v2", stored: "v1");
        var made = model.Default(Read(model, """{"a":"x"}"""));

        Assert.Equal("example.com/v1", (string?)JsonNode.Parse(model.Stored(made))!["apiVersion"]);
        Assert.Equal("example.com/v2", (string?)JsonNode.Parse(model.Shown(model.Stored(made)).Span)!["apiVersion"]);
    }

    [Fact]
    public void Managers_own_fields_entries_and_items_as_the_schema_has_them()
    {
        var model = Model("{type: object, properties: {plain: {type: string}, map: {type: object, additionalProperties: {type: string} }, free: {type: object, x-kubernetes-preserve-unknown-fields: true}, list: {type: array, items: {type: string} }, keyed: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [name], items: {type: object, required: [name], properties: {name: {type: string}, value: {type: string} } } } } }");
        var made = Read(model, """{"a":{"plain":"x","map":{"k":"v"},"free":{"any":{"b":1}},"list":["x"],"keyed":[{"name":"n","value":"1"}]}}""");
        var writer = new FieldWriter { Manager = "me", Operation = ManagedFieldsOperation.Update, ApiVersion = "example.com/v1", Subresource = "", Time = DateTimeOffset.UnixEpoch };

        var owned = FieldOwnership.AfterUpdate(null, made, writer, model).Metadata.ManagedFields[0].FieldsV1!.Value.GetProperty("f:spec").GetProperty("f:a");

        Assert.True(owned.GetProperty("f:map").TryGetProperty("f:k", out _));
        Assert.Equal("{}", owned.GetProperty("f:free").GetProperty("f:any").GetRawText());
        Assert.Equal("{}", owned.GetProperty("f:list").GetRawText());
        Assert.True(owned.GetProperty("f:keyed").GetProperty("k:{\"name\":\"n\"}").TryGetProperty("f:value", out _));
    }

    [Theory]
    [InlineData("v2,v1,v1beta2,v1beta1,v1alpha1,nonsense", "nonsense,v1alpha1,v1beta1,v1,v1beta2,v2")]
    [InlineData("v10,v9,v1", "v1,v10,v9")]
    public void Versions_are_in_kubernetes_order(string ordered, string shuffled) =>
        Assert.Equal(ordered, string.Join(",", shuffled.Split(',').Order(VersionOrder.MostStableFirst)));

    [Theory]
    [InlineData(".spec.a", "1")]
    [InlineData(".spec['x.y']", "2")]
    [InlineData(".spec.x\\.y", "2")]
    [InlineData(".list[1].v", "b")]
    [InlineData(".list[-1].v", "b")]
    [InlineData(".list[*].v", "a")]
    [InlineData(".list[?(@.n==\"two\")].v", "b")]
    [InlineData(".none.at.all", null)]
    public void Path_finds_the_first_value(string path, string? value) => Assert.Equal(
        value, SchemaPath.TryRead(path)!.First(JsonNode.Parse("""{"spec":{"a":"1","x.y":"2"},"list":[{"n":"one","v":"a"},{"n":"two","v":"b"}]}"""))?.ToString());

    [Theory]
    [InlineData("spec.a")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData(".a[")]
    [InlineData(".a[?(@.b>1)]")]
    [InlineData("{.a}")]
    public void Path_that_is_not_known_is_none(string path) => Assert.Null(SchemaPath.TryRead(path));

    private static CustomObject Read(CustomModel model, string spec) => model.Decode(Body(spec), BodyFormat.Json, new DecodeOptions()).Resource;

    private static byte[] Body(string spec) => Encoding.UTF8.GetBytes($$"""{"metadata":{"name":"one"},"spec":{{spec}} }""");

    private static CustomModel Model(string schema, string version = "v1", string stored = "v1")
    {
        var other = version == stored ? "" : $"- {{name: {stored}, served: false, storage: true, schema: {{openAPIV3Schema: {{type: object}} }} }}";
        var yaml = $$$"""
            metadata: {name: crontabs.example.com}
            spec:
              group: example.com
              scope: Cluster
              names: {plural: crontabs, kind: CronTab}
              versions:
              - {name: {{{version}}}, served: true, storage: {{{(version == stored ? "true" : "false")}}}, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, default: {}, properties: {a: {{{schema}}} } } } } } }
              {{{other}}}
            """;
        var definition = ResourceDefaults.Apply(ResourceDecoder.Decode<CustomResourceDefinition>(Encoding.UTF8.GetBytes(yaml), BodyFormat.Yaml, new DecodeOptions()).Resource);
        var accepted = new CustomResourceCondition { Type = CustomResourceConditionType.NamesAccepted, Status = ConditionStatus.True };
        return new CustomModel(CustomKind.Of(definition with { Status = new CustomResourceDefinitionStatus { Conditions = [accepted] } }).Single());
    }
}
