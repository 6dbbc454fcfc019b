using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NumericsCore.Mutants;

/// <summary>
/// Finds the mutants of a file: each sign, factor, term, coefficient, comparison, case and call of its formulas, wrong or missing,
/// one at a time. Calls are the business of <see cref="CallMutations"/>. Some of what it finds does not compile; that is no mutant.
/// In a file that is searched whole it also takes checks away, turns flags round, and moves the ends of loops and indices.
/// </summary>
internal sealed class MutantFinder : CSharpSyntaxWalker
{
    // what operations say to the tests, not to the lane
    private static readonly HashSet<string> s_testData = ["Reference", "Domain", "LeftDomain", "RightDomain", "ToleranceUlps", "Slots"];

    // one wrong reduction or function for each that a kernel is made of
    private static readonly Dictionary<string, string> s_wrongTypes = new()
    {
        ["Sum"] = "Max",
        ["Max"] = "Min",
        ["Min"] = "Max",
        ["MaxIgnoringNaN"] = "Min",
        ["Log"] = "Identity",
        ["Square"] = "Identity",
    };

    private readonly FormulaFile _file;
    private readonly Dictionary<string, int> _seen = [];
    private readonly List<Mutant> _mutants = [];
    private string? _formula;

    private MutantFinder(FormulaFile file) => _file = file;

    public static IReadOnlyList<Mutant> Find(FormulaFile file, SyntaxNode root)
    {
        var finder = new MutantFinder(file);
        finder.Visit(root);
        string[] unknown = [.. file.Members.Where(member => !finder._mutants.Exists(mutant => mutant.Formula.EndsWith('.' + member)))];
        return unknown.Length == 0 ? finder._mutants : throw new InvalidOperationException($"{file.Path} has no formula in {string.Join(", ", unknown)}.");
    }

    public override void Visit(SyntaxNode? node)
    {
        string? member = node switch
        {
            MethodDeclarationSyntax method => method.Identifier.Text,
            ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
            PropertyDeclarationSyntax property => property.Identifier.Text,
            FieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.Text,
            _ => null,
        };
        if (member is null)
        {
            if (node is not (AttributeListSyntax or ThrowStatementSyntax or ThrowExpressionSyntax or InterpolationSyntax)) base.Visit(node);
            return;
        }

        if (s_testData.Contains(member) || (_file.Members.Length > 0 && !_file.Members.Contains(member))) return;
        string? outer = _formula;
        _formula = $"{node!.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>()?.Identifier.Text ?? "Program"}.{member}";
        base.Visit(node);
        _formula = outer;
    }

    // how far a loop runs is no formula
    public override void VisitForStatement(ForStatementSyntax node)
    {
        if (_file.Whole) base.VisitForStatement(node);
        else Visit(node.Statement);
    }

    public override void VisitIfStatement(IfStatementSyntax node)
    {
        if (node.Statement is ThrowStatementSyntax)
        {
            if (!_file.Whole) return;
            Add(node.Condition, "false", $"{OneLine(node.Condition.ToString())} → no check");
            Visit(node.Condition);
            return;
        }

        Add(node.Condition, $"!({node.Condition})");
        base.VisitIfStatement(node);
    }

    // where a tile lies in memory is no formula; which reductions and functions a loop is made of is
    public override void VisitLocalDeclarationStatement(LocalDeclarationStatementSyntax node)
    {
        if (_file.Whole || node.Declaration.Type is not PointerTypeSyntax) base.VisitLocalDeclarationStatement(node);
    }

    // an index is no coefficient
    public override void VisitBracketedArgumentList(BracketedArgumentListSyntax node)
    {
        if (_file.Whole) base.VisitBracketedArgumentList(node);
    }

    public override void VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        base.VisitBinaryExpression(node);
        string left = node.Left.ToString(), right = node.Right.ToString();
        switch (node.Kind())
        {
            case SyntaxKind.AddExpression when !IsText(node):
                Operator(node, "-");
                Add(node, left);
                break;
            case SyntaxKind.SubtractExpression:
                Operator(node, "+");
                Add(node, left);
                break;
            case SyntaxKind.MultiplyExpression:
                Add(node, left);
                if (left != right) Add(node, right);
                break;
            case SyntaxKind.DivideExpression:
                Add(node, left);
                break;
            case SyntaxKind.LessThanExpression: Comparison(node, "<=", ">="); break;
            case SyntaxKind.LessThanOrEqualExpression: Comparison(node, "<", ">"); break;
            case SyntaxKind.GreaterThanExpression: Comparison(node, ">=", "<="); break;
            case SyntaxKind.GreaterThanOrEqualExpression: Comparison(node, ">", "<"); break;
            case SyntaxKind.EqualsExpression: Operator(node, "!="); break;
            case SyntaxKind.NotEqualsExpression: Operator(node, "=="); break;
            case SyntaxKind.LogicalAndExpression: Operator(node, "||"); break;
            case SyntaxKind.LogicalOrExpression: Operator(node, "&&"); break;
        }
    }

    public override void VisitPrefixUnaryExpression(PrefixUnaryExpressionSyntax node)
    {
        base.VisitPrefixUnaryExpression(node);
        if (node.Kind() is SyntaxKind.UnaryMinusExpression or SyntaxKind.LogicalNotExpression) Add(node, node.Operand.ToString());
    }

    public override void VisitConditionalExpression(ConditionalExpressionSyntax node)
    {
        base.VisitConditionalExpression(node);
        Add(node, $"{node.Condition} ? {node.WhenFalse} : {node.WhenTrue}", $"{node.Condition} ? the other way round");
    }

    public override void VisitAssignmentExpression(AssignmentExpressionSyntax node)
    {
        base.VisitAssignmentExpression(node);
        string? wrong = node.Kind() switch
        {
            SyntaxKind.AddAssignmentExpression => "-=",
            SyntaxKind.SubtractAssignmentExpression => "+=",
            SyntaxKind.DivideAssignmentExpression => "*=",
            _ => null,
        };
        if (wrong is not null) Add(node, $"{node.Left} {wrong} {node.Right}");
    }

    public override void VisitExpressionStatement(ExpressionStatementSyntax node)
    {
        if (!_file.Whole && CallMutations.IsCheck(node.Expression)) return;
        base.VisitExpressionStatement(node);
        Add(node, ";");
    }

    public override void VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        if (CallMutations.IsRequirement(node))
        {
            Visit(node.ArgumentList.Arguments[0]);
            return;
        }

        base.VisitInvocationExpression(node);
        foreach (string wrong in CallMutations.Of(node)) Add(node, wrong);
    }

    public override void VisitGenericName(GenericNameSyntax node)
    {
        base.VisitGenericName(node);
        foreach (var argument in node.TypeArgumentList.Arguments)
            if (s_wrongTypes.TryGetValue(argument.ToString(), out string? wrong)) Add(argument, wrong, $"<{argument}> → <{wrong}>");
    }

    public override void VisitLiteralExpression(LiteralExpressionSyntax node)
    {
        string? wrong = node.Token.Value switch
        {
            0 => "1",
            1 => "2",
            int number => (number / 2).ToString(CultureInfo.InvariantCulture),
            uint number => (number / 2).ToString(CultureInfo.InvariantCulture) + "u",
            bool flag when _file.Whole => flag ? "false" : "true",
            double number => number == 0 ? "1.0" : (number / 2).ToString("R", CultureInfo.InvariantCulture) + "d",
            _ => null,
        };
        if (wrong is not null) Add(node, wrong);
    }

    private static bool IsText(SyntaxNode node) =>
        node.DescendantNodes().Any(static inner => inner.IsKind(SyntaxKind.StringLiteralExpression) || inner is InterpolatedStringExpressionSyntax);

    private void Comparison(BinaryExpressionSyntax node, string boundary, string negation)
    {
        Operator(node, boundary);
        Operator(node, negation);
    }

    private void Operator(BinaryExpressionSyntax node, string wrong) => Add(node, $"{node.Left} {wrong} {node.Right}");

    private void Add(SyntaxNode node, string replacement, string? change = null)
    {
        if (_formula is null) return;
        change ??= $"{OneLine(node.ToString())} → {(replacement == ";" ? "nothing" : OneLine(replacement))}";
        int count = _seen[$"{_formula}: {change}"] = _seen.GetValueOrDefault($"{_formula}: {change}") + 1;
        if (count > 1) change += $" (no. {count})";
        _mutants.Add(new Mutant(_file.Path, _formula, change, node.SpanStart, node.Span.Length, replacement, RunsOnce(node)));
    }

    /// <summary>Whether a node stands in the initial value of a static field or property, but in no function there.</summary>
    private static bool RunsOnce(SyntaxNode node)
    {
        if (node.Ancestors().TakeWhile(static outer => outer is not MemberDeclarationSyntax).Any(static outer => outer is AnonymousFunctionExpressionSyntax)) return false;
        return node.FirstAncestorOrSelf<EqualsValueClauseSyntax>()?.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member
            && member is FieldDeclarationSyntax or PropertyDeclarationSyntax { Initializer: not null }
            && member.Modifiers.Any(SyntaxKind.StaticKeyword);
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
