using System.Text.Json;
using Gateway.Tests.Fixtures;

namespace Gateway.Tests.CustomKinds;

/// <summary>Objects of a kind that is known only while the server runs go through the same verbs as all others.</summary>
public sealed class CustomObjectTests(CustomKindHost host) : IClassFixture<CustomKindHost>
{
    private const string Root = "/apis/stable.example.com/v1";
    private const string Items = $"{Root}/namespaces/default/crontabs";
    private const string Older = "/apis/stable.example.com/v1beta1/namespaces/default/crontabs";

    private GatewayHost Gateway => host.Gateway;

    [Fact]
    public async Task Object_lives_from_create_to_delete_and_a_watch_sees_it_all()
    {
        var start = (await Gateway.GetAsync($"{Root}/crontabs")).At("metadata.resourceVersion");
        using var watch = await WatchReader.StartAsync(Gateway, $"{Items}?watch=true&resourceVersion={start}&fieldSelector=metadata.name%3Dlife");

        var created = await Gateway.PostAsync(Items, Body("life"));
        var replaced = await Gateway.SendAsync(HttpMethod.Put, $"{Items}/life", Body("life", """, "replicas": 2"""));
        var patched = await Gateway.PatchAsync($"{Items}/life", """{"spec":{"replicas":3}}""");
        var again = await Gateway.PatchAsync($"{Items}/life", """{"metadata":{"labels":{"a":"b"}}}""");
        var deleted = await Gateway.SendAsync(HttpMethod.Delete, $"{Items}/life");

        Assert.Equal((201, "CronTab", "stable.example.com/v1", "1"), (created.Code, created.At("kind"), created.At("apiVersion"), created.At("metadata.generation")));
        Assert.Equal((200, "2", "2"), (replaced.Code, replaced.At("spec.replicas"), replaced.At("metadata.generation")));
        Assert.Equal((200, "3", "3"), (patched.Code, patched.At("spec.replicas"), patched.At("metadata.generation")));
        Assert.Equal((200, "3", "b"), (again.Code, again.At("metadata.generation"), again.At("metadata.labels.a")));
        Assert.Equal((200, "Success"), (deleted.Code, deleted.At("status")));
        Assert.Equal(("ADDED", "life"), await watch.NextNameAsync());
        Assert.Equal(("MODIFIED", "life"), await watch.NextNameAsync());
        Assert.Equal(("MODIFIED", "life"), await watch.NextNameAsync());
        Assert.Equal(("MODIFIED", "life"), await watch.NextNameAsync());
        Assert.Equal(("DELETED", "life"), await watch.NextNameAsync());
        Assert.Equal(404, (await Gateway.GetAsync($"{Items}/life")).Code);
    }

    [Fact]
    public async Task Create_fills_in_defaults_also_in_items_of_lists()
    {
        var created = await Gateway.PostAsync(Items, Body("defaults", """, "steps": [{"name": "a"}, {"name": "b", "retries": 5}]"""));

        Assert.Equal(("busybox", "1", "2", "5"), (created.At("spec.image"), created.At("spec.replicas"), created.At("spec.steps.0.retries"), created.At("spec.steps.1.retries")));
    }

    [Theory]
    [InlineData("\"replicas\": 11", "spec.replicas", "Invalid value: 11: spec.replicas in body should be less than or equal to 10")]
    [InlineData("\"replicas\": \"two\"", "spec.replicas", "Invalid value: \"string\": spec.replicas in body must be of type integer: \"string\"")]
    [InlineData("\"mode\": \"Maybe\"", "spec.mode", "Unsupported value: \"Maybe\": supported values: \"Allow\", \"Forbid\"")]
    [InlineData("\"image\": \"registry.example.com/long\"", "spec.image", "Too long: may not be more than 20 bytes")]
    [InlineData("\"port\": true", "spec.port", "Invalid value: \"boolean\": spec.port in body must be of type integer,string: \"boolean\"")]
    [InlineData("\"when\": \"noon\"", "spec.when", "Invalid value: \"noon\": spec.when in body must be of type date-time: \"noon\"")]
    [InlineData("\"labels\": {\"a\": 1}", "spec.labels.a", "Invalid value: \"integer\": spec.labels.a in body must be of type string: \"integer\"")]
    [InlineData("\"steps\": [{\"name\": \"a\"}, {\"name\": \"a\"}]", "spec.steps[1]", "Duplicate value: {\"name\":\"a\"}")]
    [InlineData("\"steps\": [{\"image\": \"a\"}]", "spec.steps[0].name", "Required value")]
    public async Task Value_that_breaks_the_schema_is_refused_as_in_kubernetes(string field, string path, string message)
    {
        var refused = await Gateway.PostAsync(Items, Body("broken", $", {field}"));

        Assert.Equal((422, "Invalid"), (refused.Code, refused.Reason));
        Assert.Equal((path, message), (refused.At("details.causes.0.field"), refused.At("details.causes.0.message")));
        Assert.Equal(404, (await Gateway.GetAsync($"{Items}/broken")).Code);
    }

    [Fact]
    public async Task Object_that_misses_what_is_required_is_refused()
    {
        var none = await Gateway.PostAsync(Items, """{"metadata":{"name":"none"}}""");
        var half = await Gateway.PostAsync(Items, """{"metadata":{"name":"none"},"spec":{}}""");

        Assert.Equal("CronTab.stable.example.com \"none\" is invalid: spec: Required value", none.Message);
        Assert.Equal("CronTab.stable.example.com \"none\" is invalid: spec.cronSpec: Required value", half.Message);
    }

    [Fact]
    public async Task Unknown_field_is_an_error_or_a_warning_as_the_client_asks_and_is_never_kept()
    {
        var strict = await Gateway.PostAsync($"{Items}?fieldValidation=Strict", Body("unknown", """, "imag": "x" """));
        var warned = await Gateway.PostAsync($"{Items}?fieldValidation=Warn", Body("unknown", """, "imag": "x", "free": {"any": {"thing": [1]}}"""));
        var silent = await Gateway.SendAsync(HttpMethod.Put, $"{Items}/unknown?fieldValidation=Ignore", Body("unknown", """, "imag": "x" """));

        Assert.Equal(400, strict.Code);
        Assert.Contains("strict decoding error: unknown field \"spec.imag\"", strict.Message);
        Assert.Equal(201, warned.Code);
        Assert.Contains(warned.Warnings, warning => warning.Contains("unknown field \\\"spec.imag\\\"", StringComparison.Ordinal));
        Assert.Null(warned.At("spec.imag"));
        Assert.Equal("1", warned.At("spec.free.any.thing.0"));
        Assert.Equal(200, silent.Code);
        Assert.Null(silent.At("spec.imag"));
    }

    [Fact]
    public async Task Patch_works_as_json_patch_merge_patch_and_apply_and_strategic_merge_is_refused()
    {
        await Gateway.PostAsync(Items, Body("patched"));

        var json = await Gateway.SendAsync(HttpMethod.Patch, $"{Items}/patched", """[{"op":"replace","path":"/spec/replicas","value":4}]""", "application/json-patch+json");
        var merge = await Gateway.PatchAsync($"{Items}/patched", """{"spec":{"replicas":5}}""");
        var strategic = await Gateway.SendAsync(HttpMethod.Patch, $"{Items}/patched", """{"spec":{"replicas":6}}""", "application/strategic-merge-patch+json");
        var bad = await Gateway.PatchAsync($"{Items}/patched", """{"spec":{"replicas":50}}""");

        Assert.Equal((200, "4"), (json.Code, json.At("spec.replicas")));
        Assert.Equal((200, "5"), (merge.Code, merge.At("spec.replicas")));
        Assert.Equal((415, "UnsupportedMediaType"), (strategic.Code, strategic.Reason));
        Assert.DoesNotContain("media types include: application/strategic", strategic.Message);
        Assert.Equal(422, bad.Code);
    }

    [Fact]
    public async Task Apply_merges_by_the_keys_of_the_schema_and_tells_of_conflicts()
    {
        var first = await ApplyAsync("applied", "alice", """{"cronSpec":"* * * * *","steps":[{"name":"a","image":"one"}]}""");
        var second = await ApplyAsync("applied", "bob", """{"steps":[{"name":"b","image":"two"}]}""");
        var conflict = await ApplyAsync("applied", "bob", """{"cronSpec":"1 * * * *"}""");
        var dropped = await ApplyAsync("applied", "bob", "{}");

        Assert.Equal((201, 200), (first.Code, second.Code));
        Assert.Equal(2, second.Json.GetProperty("spec").GetProperty("steps").GetArrayLength());
        Assert.Equal((409, ".spec.cronSpec"), (conflict.Code, conflict.At("details.causes.0.field")));
        Assert.Equal("a", Assert.Single(dropped.Json.GetProperty("spec").GetProperty("steps").EnumerateArray()).GetProperty("name").GetString());
    }

    [Fact]
    public async Task Status_is_written_apart_from_the_rest()
    {
        await Gateway.PostAsync(Items, Body("status"));

        var ignored = await Gateway.PatchAsync($"{Items}/status", """{"status":{"replicas":7}}""");
        var written = await Gateway.PatchAsync($"{Items}/status/status", """{"spec":{"replicas":9},"status":{"replicas":7}}""");

        Assert.Null(ignored.At("status.replicas"));
        Assert.Equal((200, "7", "1", "1"), (written.Code, written.At("status.replicas"), written.At("spec.replicas"), written.At("metadata.generation")));
    }

    [Fact]
    public async Task Scale_reads_and_sets_the_number_at_the_paths_of_the_definition()
    {
        await Gateway.PostAsync(Items, Body("scaled"));
        await Gateway.PatchAsync($"{Items}/scaled/status", """{"status":{"replicas":1,"selector":"app=cron"}}""");

        var before = await Gateway.GetAsync($"{Items}/scaled/scale");
        var after = await Gateway.PatchAsync($"{Items}/scaled/scale", """{"spec":{"replicas":6}}""");
        var wrong = await Gateway.PatchAsync($"{Items}/scaled/scale", """{"spec":{"replicas":60}}""");

        Assert.Equal(("autoscaling/v1", "1", "1", "app=cron"), (before.At("apiVersion"), before.At("spec.replicas"), before.At("status.replicas"), before.At("status.selector")));
        Assert.Equal((200, "6"), (after.Code, after.At("spec.replicas")));
        Assert.Equal("6", (await Gateway.GetAsync($"{Items}/scaled")).At("spec.replicas"));
        Assert.Equal(422, wrong.Code);
    }

    [Fact]
    public async Task Table_has_the_columns_of_the_definition()
    {
        await Gateway.PostAsync(Items, Body("table"));
        await Gateway.PatchAsync($"{Items}/table/status", """{"status":{"conditions":[{"type":"Old","status":"False"},{"type":"Ready","status":"True"}]}}""");

        var table = TableText.Of(await Gateway.GetAsync($"{Items}?fieldSelector=metadata.name%3Dtable", "application/json;as=Table;v=v1;g=meta.k8s.io"));

        Assert.Matches(@"^Name \| Spec \| Replicas \| Ready \| Age \|\| Image\ntable \| \* \* \* \* \* \| 1 \| True \| \S+ \|\| busybox$", table);
    }

    [Fact]
    public async Task Field_selectors_take_the_fields_of_the_definition_and_no_others()
    {
        await Gateway.PostAsync(Items, Body("allow", """, "mode": "Allow" """));
        await Gateway.PostAsync(Items, Body("forbid", """, "mode": "Forbid" """));

        var allowed = await Gateway.GetAsync($"{Items}?fieldSelector=spec.mode%3DAllow");

        Assert.Equal("allow", Assert.Single(allowed.Json.GetProperty("items").EnumerateArray()).GetProperty("metadata").GetProperty("name").GetString());
        Assert.Equal(400, (await Gateway.GetAsync($"{Items}?fieldSelector=spec.image%3Da")).Code);
    }

    [Fact]
    public async Task Object_is_shown_in_every_version_as_its_schema_has_it()
    {
        await Gateway.PostAsync(Items, Body("versions", """, "replicas": 2"""));

        var older = await Gateway.GetAsync($"{Older}/versions");
        var listed = await Gateway.GetAsync($"{Older}?fieldSelector=metadata.name%3Dversions");
        var made = await Gateway.PostAsync(Older, """{"apiVersion":"stable.example.com/v1beta1","kind":"CronTab","metadata":{"name":"made"},"spec":{"cronSpec":"* * * * *"}}""");

        Assert.Equal(("stable.example.com/v1beta1", "UTC", null), (older.At("apiVersion"), older.At("spec.zone"), older.At("spec.replicas")));
        Assert.Equal("stable.example.com/v1beta1", listed.At("items.0.apiVersion"));
        Assert.Equal("2", (await Gateway.GetAsync($"{Items}/versions")).At("spec.replicas"));
        Assert.Contains(made.Warnings, warning => warning.Contains("stable.example.com/v1beta1 CronTab is deprecated", StringComparison.Ordinal));
        Assert.Equal(("stable.example.com/v1", "1"), ((await Gateway.GetAsync($"{Items}/made")).At("apiVersion"), (await Gateway.GetAsync($"{Items}/made")).At("spec.replicas")));
    }

    [Fact]
    public async Task Body_in_protobuf_or_of_another_kind_is_refused()
    {
        var protobuf = await Gateway.SendAsync(HttpMethod.Post, Items, "k8s\0", "application/vnd.kubernetes.protobuf");
        var other = await Gateway.PostAsync(Items, """{"apiVersion":"stable.example.com/v1","kind":"Pod","metadata":{"name":"a"},"spec":{"cronSpec":"* * * * *"}}""");
        var yaml = await Gateway.SendAsync(HttpMethod.Post, Items, "metadata: {name: yaml}\nspec: {cronSpec: '* * * * *', port: 80}\n", "application/yaml");
        var huge = await Gateway.PostAsync(Items, Body("huge", """, "free": {"number": 1e999}"""));

        Assert.Equal(415, protobuf.Code);
        Assert.Equal(400, other.Code);
        Assert.Equal((201, JsonValueKind.Number), (yaml.Code, yaml.Json.GetProperty("spec").GetProperty("port").ValueKind));
        Assert.Equal(400, huge.Code);
    }

    [Fact]
    public async Task Collection_of_a_namespace_is_deleted_by_selector()
    {
        await Gateway.PostAsync(Items, Body("many-a").Replace("\"name\"", "\"labels\":{\"many\":\"yes\"},\"name\"", StringComparison.Ordinal));
        await Gateway.PostAsync(Items, Body("many-b"));

        Assert.Equal(200, (await Gateway.SendAsync(HttpMethod.Delete, $"{Items}?labelSelector=many%3Dyes")).Code);

        Assert.Equal((404, 200), ((await Gateway.GetAsync($"{Items}/many-a")).Code, (await Gateway.GetAsync($"{Items}/many-b")).Code));
    }

    [Fact]
    public async Task Lists_have_the_kind_that_the_definition_says_also_of_what_was_deleted()
    {
        const string Geese = "/apis/plain.example.com/v1/geese";
        await host.DefineAsync(
            Definitions.Plain("geese", "Goose"), definition => definition with { Spec = definition.Spec with { Names = definition.Spec.Names with { ListKind = "GooseFlock" } } });
        await Gateway.PostAsync(Geese, """{"metadata":{"name":"grey"}}""");

        var listed = await Gateway.GetAsync(Geese);
        var deleted = await Gateway.SendAsync(HttpMethod.Delete, Geese);

        Assert.Equal(("GooseFlock", "GooseFlock", "grey"), (listed.At("kind"), deleted.At("kind"), deleted.At("items.0.metadata.name")));
    }

    [Fact]
    public async Task Object_with_very_many_faults_gets_a_short_answer()
    {
        var steps = string.Join(',', Enumerable.Repeat("""{"name":"same"}""", 1000));

        var refused = await Gateway.PostAsync(Items, Body("broken", $", \"steps\": [{steps}]"));

        Assert.Equal(422, refused.Code);
        Assert.InRange(refused.Json.GetProperty("details").GetProperty("causes").GetArrayLength(), 2, 60);
    }

    private static string Body(string name, string more = "") => $$$"""
        {"apiVersion":"stable.example.com/v1","kind":"CronTab","metadata":{"name":"{{{name}}}"},"spec":{"cronSpec":"* * * * *"{{{more}}} }}
        """;

    private Task<Answer> ApplyAsync(string name, string manager, string spec) => Gateway.SendAsync(
        HttpMethod.Patch,
        $"{Items}/{name}?fieldManager={manager}",
        $$"""{"apiVersion":"stable.example.com/v1","kind":"CronTab","metadata":{"name":"{{name}}"},"spec":{{spec}} }""",
        "application/apply-patch+yaml");
}
