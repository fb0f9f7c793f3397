package gallery.stacks.api;

import com.hashicorp.cdktf.ITerraformDependable;
import com.hashicorp.cdktf.providers.aws.api_gateway_account.ApiGatewayAccount;
import com.hashicorp.cdktf.providers.aws.iam_role.IamRole;
import com.hashicorp.cdktf.providers.aws.iam_role_policy_attachment.IamRolePolicyAttachment;
import gallery.stacks.construct.PolicyDocument;
import gallery.stacks.core.GalleryStack;
import java.util.List;
import software.constructs.Construct;

/**
 * The role with which API Gateway writes logs. There is one for all REST APIs of an account and region, so two environments in one
 * account and region would take it from each other; each environment is meant to have an account of its own. After a destroy the
 * setting still names the role, until somebody sets another: the provider does not take it back.
 *
 * <p>The role carries AWS's own policy, because it writes the logs of whatever other APIs there are, too.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html">permissions for logging</a>
 */
final class AccountLogging extends Construct {

    private final ApiGatewayAccount account;

    AccountLogging(GalleryStack stack, String id, String name) {
        super(stack, id);
        IamRole role = IamRole.Builder.create(this, "role")
                .name(name)
                .description("Writes the logs of the account's REST APIs")
                .assumeRolePolicy(
                        PolicyDocument.trust("apigateway.amazonaws.com").json())
                .tags(stack.tags())
                .build();
        role.overrideLogicalId(id);
        IamRolePolicyAttachment policy = IamRolePolicyAttachment.Builder.create(this, "policy")
                .role(role.getName())
                .policyArn("arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs")
                .build();
        policy.overrideLogicalId(id);
        List<ITerraformDependable> before = List.of(policy);
        account = ApiGatewayAccount.Builder.create(this, "account")
                .cloudwatchRoleArn(role.getArn())
                .dependsOn(before)
                .build();
        account.overrideLogicalId(id);
    }

    ITerraformDependable resource() {
        return account;
    }
}
