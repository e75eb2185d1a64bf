using System.Text.Json.Nodes;
using Orchestrator.Contracts.Reading;
using Orchestrator.Resources.Selectors;
using static Storage.Tests.Grains;

namespace Storage.Tests;

public sealed class ListTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly string[] Hostile =
    [
        "plain", "it's", "\"quoted\"", "back\\slash", "%", "_", "a%b", "$1", "'; DROP TABLE resource; --", "') OR true --", "{}", "[1]", "null", "true", "12",
        "ünïcödé", "日本語", "😀", "\u0001", "line\nbreak", " ", "", "a,b", "{a,b}", "\\u0041", "?", "@>", "::text", "../..",
    ];

    [Fact]
    public async Task Hostile_label_values_and_keys_match_exactly_themselves()
    {
        for (var i = 0; i < Hostile.Length; i++)
        {
            var pod = Pod($"l{i}", $"label{i}", new() { ["value"] = Hostile[i], [Hostile[i] + "-key"] = "x" }, kind: "Label");
            await storage.StoreAsync($"label/{i}", pod, 1);
        }

        for (var i = 0; i < Hostile.Length; i++)
        {
            var text = Hostile[i];
            await AssertSelects("Label", [$"l{i}"], labels: [new("value", LabelOperator.In, [text])]);
            await AssertSelects("Label", [$"l{i}"], labels: [new("value", LabelOperator.In, [text, "nobody's"])]);
            await AssertSelects("Label", [$"l{i}"], labels: [new(text + "-key", LabelOperator.Exists, [])]);
            var others = Enumerable.Range(0, Hostile.Length).Where(n => n != i).Select(n => $"l{n}").ToArray();
            await AssertSelects("Label", others, labels: [new("value", LabelOperator.NotIn, [text])]);
            await AssertSelects("Label", others, labels: [new(text + "-key", LabelOperator.DoesNotExist, [])]);
        }

        await AssertSelects("Label", [], labels: [new("value\0", LabelOperator.In, ["a\0"])]);
        await AssertSelects("Label", [], labels: [new("value", LabelOperator.In, [])]);
        await AssertSelects("Label", [.. Enumerable.Range(0, Hostile.Length).Select(n => $"l{n}")], labels: [new("absent", LabelOperator.NotIn, ["x"])]);
    }

    [Fact]
    public async Task Hostile_field_values_and_paths_match_exactly_themselves()
    {
        for (var i = 0; i < Hostile.Length; i++)
        {
            var pod = Pod($"f{i}", $"field{i}", kind: "Field");
            pod["spec"] = new JsonObject { ["nodeName"] = Hostile[i], [Hostile[i] + "-key"] = "x", ["flag"] = i == 3, ["count"] = i, ["list"] = new JsonArray(i) };
            await storage.StoreAsync($"field/{i}", pod, 1);
        }

        var all = Enumerable.Range(0, Hostile.Length).ToArray();
        for (var i = 0; i < Hostile.Length; i++)
        {
            await AssertSelects("Field", [$"f{i}"], fields: [new(["spec", "nodeName"], Hostile[i], false)]);
            await AssertSelects("Field", [.. all.Where(n => n != i).Select(n => $"f{n}")], fields: [new(["spec", "nodeName"], Hostile[i], true)]);
            await AssertSelects("Field", [$"f{i}"], fields: [new(["spec", Hostile[i] + "-key"], "x", false)]);
        }

        await AssertSelects("Field", ["f3"], fields: [new(["spec", "flag"], "true", false)]);
        await AssertSelects("Field", ["f7"], fields: [new(["spec", "count"], "7", false)]);
        await AssertSelects("Field", ["f9"], fields: [new(["spec", "list", "0"], "9", false)]);
        await AssertSelects("Field", ["f4"], fields: [new(["metadata", "name"], "f4", false), new(["metadata", "namespace"], "default", false)]);
        await AssertSelects("Field", [.. all.Select(n => $"f{n}")], fields: [new(["spec", "absent"], "", false)]);
        await AssertSelects("Field", [], fields: [new(["spec", "absent"], "", true)]);
        await AssertSelects("Field", [], fields: [new(["spec", "nodeName"], "a\0b", false)]);
    }

    [Fact]
    public async Task Labels_are_compared_as_numbers_only_where_they_are_some()
    {
        string[] values = ["7", "07", "-7", "8", "9223372036854775807", "9223372036854775808", "1234567890123456789012345678901234567890123456789", "7.5", "x", "", "٧"];
        for (var i = 0; i < values.Length; i++)
        {
            await storage.StoreAsync($"number/{i}", Pod($"n{i}", $"number{i}", new() { ["size"] = values[i] }, kind: "Number"), 1);
        }

        await AssertSelects("Number", ["n3", "n4"], labels: [new("size", LabelOperator.GreaterThan, ["7"])]);
        await AssertSelects("Number", ["n2"], labels: [new("size", LabelOperator.LessThan, ["7"])]);
        await AssertSelects("Number", ["n0", "n1", "n3", "n4"], labels: [new("size", LabelOperator.GreaterThan, ["-7"])]);
        await AssertSelects("Number", [], labels: [new("absent", LabelOperator.LessThan, ["7"])]);
    }

    [Fact]
    public async Task List_at_a_version_is_what_was_there_then_in_all_its_pages()
    {
        await using var own = await OwnDatabase.CreateAsync();
        var query = new ResourceQuery { Group = "", Kind = "Then" };
        await own.Storage.StoreAsync("a", Pod("a", "a1", kind: "Then"), 1);
        await own.Storage.StoreAsync("b", Pod("b", "b1", kind: "Then"), 1);
        var then = await own.Storage.Reader.ListAsync(query, default);
        await own.Storage.StoreAsync("a", Pod("a", "a1", new() { ["later"] = "1" }, kind: "Then"), 2);
        await own.Storage.StoreAsync("b", null, 2);
        await own.Storage.StoreAsync("c", Pod("c", "c1", kind: "Then"), 1);

        var first = await own.Storage.Reader.ListAsync(query with { AtVersion = then.ResourceVersion, Limit = 1 }, default);
        var second = await own.Storage.Reader.ListAsync(query with { Limit = 1, Continue = first.Continue }, default);

        Assert.Equal(Replica.Of(then), Replica.Of(then with { Items = [.. first.Items, .. second.Items] }));
        Assert.Equal((then.ResourceVersion, 1L, null), (first.ResourceVersion, first.Remaining, second.Continue));
        var now = await own.Storage.Reader.ListAsync(query, default);
        Assert.Equal(Replica.Of(now), Replica.Of(await own.Storage.Reader.ListAsync(query with { AtVersion = now.ResourceVersion }, default)));
        var ahead = await Assert.ThrowsAsync<ResourceVersionAheadException>(() => own.Storage.Reader.ListAsync(query with { AtVersion = long.MaxValue }, default));
        Assert.Equal(long.MaxValue, ahead.Wanted);
    }

    [Fact]
    public async Task Pages_show_every_item_once_as_of_the_first_page_while_items_change()
    {
        for (var i = 0; i < 25; i++)
        {
            await storage.StoreAsync($"page/{i}", Pod($"p{i:00}", $"page{i}", @namespace: i % 2 == 0 ? "a" : "b", kind: "Page"), 1);
        }

        var query = new ResourceQuery { Group = "", Kind = "Page", Limit = 4 };
        var expected = Replica.Of(await storage.Reader.ListAsync(query with { Limit = null }, default));
        var seen = new List<StoredResource>();
        var list = await storage.Reader.ListAsync(query, default);
        for (var page = 0; ; page++)
        {
            seen.AddRange(list.Items);
            Assert.Equal(list.Continue is null ? null : 25 - seen.Count, list.Remaining);
            if (list.Continue is null)
            {
                break;
            }

            await storage.StoreAsync($"page/{page}", null, 2);
            await storage.StoreAsync($"page/{20 - page}", Pod($"p{20 - page:00}", $"page{20 - page}", new() { ["x"] = "y" }, page % 2 == 0 ? "a" : "b", "Page"), 2);
            await storage.StoreAsync($"page/new{page}", Pod($"p{page:00}x", $"new{page}", @namespace: "a", kind: "Page"), 1);
            var next = await storage.Reader.ListAsync(query with { Continue = list.Continue }, default);
            Assert.Equal(list.ResourceVersion, next.ResourceVersion);
            list = next;
        }

        Assert.Equal(expected, Replica.Of(list with { Items = seen }));
        Assert.Equal(seen.OrderBy(i => i.Key.Namespace, StringComparer.Ordinal).ThenBy(i => i.Key.Name, StringComparer.Ordinal), seen);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("!!")]
    [InlineData("bnVsbA")]
    [InlineData("eyJ2IjotMSwicyI6IiIsIm4iOiIifQ")]
    public async Task Continue_token_that_no_list_gave_is_refused(string token) => await Assert.ThrowsAsync<InvalidContinueException>(
        () => storage.Reader.ListAsync(new ResourceQuery { Group = "", Kind = "Page", Continue = token }, default));

    // The list asks the database, the watch decides in memory; both must select the same.
    private async Task AssertSelects(string kind, string[] expected, LabelRequirement[]? labels = null, FieldRequirement[]? fields = null)
    {
        var query = new ResourceQuery { Group = "", Kind = kind, Labels = [.. labels ?? []], Fields = [.. fields ?? []] };
        var names = (await storage.Reader.ListAsync(query, default)).Items.Select(i => i.Key.Name);
        Assert.Equal(expected.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
        var all = await storage.Reader.ListAsync(query with { Labels = [], Fields = [] }, default);
        var matched = all.Items.Where(i => Orchestrator.Storage.Selectors.SelectorMatcher.Matches(query, System.Text.Json.JsonDocument.Parse(i.Document).RootElement));
        Assert.Equal(expected.Order(StringComparer.Ordinal), matched.Select(i => i.Key.Name).Order(StringComparer.Ordinal));
    }
}
